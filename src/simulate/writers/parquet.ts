/** Apache Parquet by the optional package hyparquet-writer: a required column of doubles for each name. */
import { NfoldError } from '../../core/index.js';
import type { RowBlock, RowEncoder } from './rows.js';

/** Rows of a row group: 2 MiB a column are held in memory, and a billion rows make less than 4000 groups. */
const GROUP = 262_144;
const PACKAGE = 'hyparquet-writer';

type Library = typeof import('hyparquet-writer');

export async function parquet(names: readonly string[]): Promise<RowEncoder> {
  return new ParquetRows(names, await load());
}

class ParquetRows implements RowEncoder {
  readonly #names: readonly string[];
  readonly #bytes: InstanceType<Library['ByteWriter']>;
  readonly #writer: InstanceType<Library['ParquetWriter']>;
  readonly #held: readonly Float64Array[];
  #filled = 0;

  constructor(names: readonly string[], { ByteWriter, ParquetWriter }: Library) {
    this.#names = names;
    this.#bytes = new ByteWriter();
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [
        { name: 'root', num_children: names.length },
        ...names.map((name) => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' }) as const),
      ],
      createdBy: 'nfold',
    });
    this.#held = names.map(() => new Float64Array(GROUP));
  }

  start(): Uint8Array {
    return this.#take();
  }

  rows({ count, columns }: RowBlock): Uint8Array {
    for (let from = 0; from < count;) {
      const taken = Math.min(count - from, GROUP - this.#filled);
      for (const [k, name] of this.#names.entries())
        copy(columns[name], from, this.#held[k], this.#filled, taken);
      this.#filled += taken;
      from += taken;
      if (this.#filled === GROUP) this.#writeGroup();
    }
    return this.#take();
  }

  end(): Uint8Array {
    if (this.#filled > 0) this.#writeGroup();
    void this.#writer.finish();
    return this.#take();
  }

  /** Neither dictionary nor compression: the digits of random doubles have no pattern to find. */
  #writeGroup(): void {
    const columnData = this.#names.map((name, k) => ({
      name,
      data: this.#held[k].subarray(0, this.#filled),
      encoding: 'PLAIN' as const,
      codec: 'UNCOMPRESSED' as const,
    }));
    void this.#writer.write({ columnData, rowGroupSize: GROUP });
    this.#filled = 0;
  }

  /** What the library has written since the last time. */
  #take(): Uint8Array {
    const bytes = this.#bytes.getBytes();
    this.#bytes.index = 0;
    return bytes;
  }
}

function copy(
  source: ArrayLike<number>,
  from: number,
  target: Float64Array,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[to + i] = source[from + i];
}

async function load(): Promise<Library> {
  try {
    return await import('hyparquet-writer');
  } catch (error) {
    throw new NfoldError(
      'ERR_MISSING_DEPENDENCY',
      `Parquet files need the optional package ${PACKAGE}, which cannot be loaded; run: npm install ${PACKAGE}`,
      { package: PACKAGE },
      { cause: error },
    );
  }
}
