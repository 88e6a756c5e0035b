import { invalidArgument } from '../../core/index.js';
import { WholeFile } from '../../files/index.js';
import { csv } from './csv.js';
import { npy } from './npy.js';
import { parquet } from './parquet.js';
import type { RowBlock, RowEncoder, RowFormat } from './rows.js';

const FORMATS = { '.csv': csv, '.npy': npy, '.parquet': parquet } as const satisfies Record<
  string,
  RowFormat
>;

/** The endings of file names that {@link RowFile} knows. */
export const ROW_FORMATS: readonly string[] = Object.keys(FORMATS);

/**
 * Rows of numbers to a file, in blocks and in order, as CSV, NumPy's .npy or Parquet by the ending of its name. Memory
 * does not grow with the rows. The file appears at its place when it is kept, complete, and not at all otherwise.
 *
 * @example
 * const file = await RowFile.create('draws.npy', ['x', 'y']);
 * try {
 *   await file.write({ first: 0, count: 2, columns: { x: [1, 2], y: [3, 4] } });
 *   await file.keep();
 * } finally {
 *   await file.discard();
 * }
 */
export class RowFile {
  readonly names: readonly string[];
  readonly #file: WholeFile;
  readonly #encoder: RowEncoder;
  #rows = 0;

  private constructor(names: readonly string[], file: WholeFile, encoder: RowEncoder) {
    this.names = names;
    this.#file = file;
    this.#encoder = encoder;
  }

  /**
   * Begins a file beside its place.
   *
   * @param names of the columns, at least one, all different
   * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_FILE`, and `ERR_MISSING_DEPENDENCY` for Parquet without its package
   */
  static async create(path: string, names: readonly string[]): Promise<RowFile> {
    if (names.length === 0 || new Set(names).size < names.length)
      throw invalidArgument('names', 'at least one name, and all different', names);
    const encoder = await formatOf(path)(names);
    const file = await WholeFile.create(path);
    try {
      await file.append(encoder.start());
    } catch (error) {
      await file.discard();
      throw error;
    }
    return new RowFile(names, file, encoder);
  }

  /** Rows written so far. */
  get rows(): number {
    return this.#rows;
  }

  /**
   * Writes the next rows; await it before the next call.
   *
   * @throws NfoldError `ERR_INVALID_ARGUMENT` when the block is not the next one or lacks values, `ERR_FILE`
   */
  async write(block: RowBlock): Promise<void> {
    if (block.first !== this.#rows)
      throw invalidArgument('block.first', `${this.#rows}, the number of the next row`, block.first);
    for (const name of this.names) {
      const length = block.columns[name]?.length ?? 0;
      if (length < block.count)
        throw invalidArgument(`block.columns.${name}`, `at least ${block.count} numbers long`, length);
    }
    this.#rows += block.count;
    await this.#file.append(this.#encoder.rows(block));
  }

  /** Completes the file with the rows that it has and puts it in its place, where an older one is replaced. */
  async keep(): Promise<void> {
    await this.#file.append(this.#encoder.end());
    if (this.#encoder.restart !== undefined) await this.#file.rewrite(this.#encoder.restart(this.#rows));
    await this.#file.keep();
  }

  /** Removes what was written; does nothing once the file is kept. */
  async discard(): Promise<void> {
    await this.#file.discard();
  }
}

function formatOf(path: string): RowFormat {
  const ending = ROW_FORMATS.find((format) => path.toLowerCase().endsWith(format));
  if (ending === undefined)
    throw invalidArgument('path', `a file name that ends in ${ROW_FORMATS.join(', ')}`, path);
  return FORMATS[ending as keyof typeof FORMATS];
}
