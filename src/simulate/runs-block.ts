/** The module that workers load for replications: consecutive runs in one call. */
import { NfoldError, now, preview, thrownText } from '../core/index.js';
import { OwnContext, type RunStreams } from './runs-context.js';

/** What all runs of one call have in common, beside the function. */
export interface RunSpec extends RunStreams {
  /** Absent where nothing is compared. */
  readonly settings?: readonly unknown[];
}

/** Consecutive units: unit u is run floor(u / settings) under setting u mod settings. */
export interface RunBlock {
  readonly first: number;
  readonly count: number;
}

export interface BlockAnswer {
  /** Of the outputs, in the order of the first run of the block. */
  readonly names: readonly string[];
  /** Unit by unit, the outputs in the order of the names. */
  readonly values: Float64Array;
  /** How long the block took. */
  readonly seconds: number;
}

/** What the details of a failed run's error carry on their way here. */
export interface FailedRun {
  readonly index: number;
  readonly setting?: unknown;
  /** The runs of its block that had finished. */
  readonly finished: BlockAnswer;
}

type UnknownRun = (context: OwnContext) => unknown;

/** A run that returns a bare number has one output of this name. */
export const ONLY_OUTPUT = 'value';

/** Makes the runs of a block, one after the other. A run that throws ends it, with `ERR_TASK_FAILED`. */
export async function runBlock(
  spec: RunSpec,
  run: UnknownRun,
  { first, count }: RunBlock,
  caller: { readonly signal?: AbortSignal },
): Promise<BlockAnswer> {
  const start = now();
  const rows = new Rows(count);
  const { settings = [undefined] } = spec;
  for (let unit = first; unit < first + count; unit++) {
    const index = Math.floor(unit / settings.length);
    const setting = settings[unit % settings.length];
    try {
      const output = run(new OwnContext(index, spec, setting, caller));
      rows.add(isPromise(output) ? await output : output);
    } catch (error) {
      const finished = rows.answer(unit - first, now() - start);
      throw failedRun(spec, { index, ...(spec.settings && { setting }), finished }, error);
    }
  }
  return rows.answer(count, now() - start);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** The outputs of runs, which must all have the same names. */
class Rows {
  readonly #count: number;
  #names: readonly string[] = [];
  #values = new Float64Array(0);
  #at = 0;

  constructor(count: number) {
    this.#count = count;
  }

  add(output: unknown): void {
    if (this.#at === 0) this.#begin(output);
    if (typeof output === 'number') {
      if (this.#names.length !== 1 || this.#names[0] !== ONLY_OUTPUT) throw otherOutputs(output, this.#names);
      this.#values[this.#at++] = output;
      return;
    }
    const record = checkRecord(output);
    if (Object.keys(record).length !== this.#names.length) throw otherOutputs(record, this.#names);
    for (const name of this.#names) this.#values[this.#at++] = numberOf(record, name);
  }

  answer(runs: number, seconds: number): BlockAnswer {
    const names = this.#names;
    return { names, values: this.#values.slice(0, runs * names.length), seconds };
  }

  #begin(output: unknown): void {
    const names = typeof output === 'number' ? [ONLY_OUTPUT] : Object.keys(checkRecord(output));
    if (names.length === 0) throw new TypeError('a run must return at least one output, got {}');
    if (typeof output !== 'number') for (const name of names) numberOf(checkRecord(output), name);
    this.#names = names;
    this.#values = new Float64Array(this.#count * names.length);
  }
}

function checkRecord(output: unknown): Readonly<Record<string, unknown>> {
  if (typeof output === 'object' && output !== null && !Array.isArray(output)) {
    return output as Readonly<Record<string, unknown>>;
  }
  throw new TypeError(
    `a run must return a number, or numbers by name such as { wait }, got ${preview(output)}`,
  );
}

function numberOf(record: Readonly<Record<string, unknown>>, name: string): number {
  const value = record[name];
  if (typeof value === 'number') return value;
  throw new TypeError(`the output ${name} of a run must be a number, got ${preview(value)}`);
}

function otherOutputs(output: unknown, names: readonly string[]): TypeError {
  return new TypeError(`all runs must return the same outputs (${names.join(', ')}), got ${preview(output)}`);
}

function failedRun(spec: RunSpec, failed: FailedRun, cause: unknown): NfoldError {
  const { index, setting } = failed;
  const under = spec.settings === undefined ? '' : ` under the setting ${preview(setting)}`;
  return new NfoldError(
    'ERR_TASK_FAILED',
    `run ${index}${under} failed: ${thrownText(cause)}; to repeat it: run(runContext(${index}, ${repeatOptions(spec)}))`,
    { ...failed },
    { cause },
  );
}

function repeatOptions({ seed, bitGenerator = 'sfc64', antithetic = false, settings }: RunSpec): string {
  const options = [`seed: ${typeof seed === 'bigint' ? `${seed}n` : seed}`];
  if (bitGenerator !== 'sfc64') options.push(`bitGenerator: '${bitGenerator}'`);
  if (antithetic) options.push('antithetic: true');
  if (settings !== undefined) options.push('setting');
  return `{ ${options.join(', ')} }`;
}

/** The module that workers load. */
export const BLOCK_MODULE = new URL('./runs-block.js', import.meta.url);
