/**
 * The bulk side of a stream in WebAssembly: the same draws as the generators and distributions in JavaScript give one by
 * one, bit for bit, with the generator's state in registers.
 */
import {
  type Code,
  ModuleBuilder,
  type ValueType,
  instantiate,
  type,
  webAssemblyUsable,
  workspace,
} from '../../wasm/index.js';
import { affine } from './affine.js';
import { exponentialZiggurat, partialSums, standardExponential } from './exponential.js';
import * as lemire from './integers.js';
import type { Fill } from './loop.js';
import { normalZiggurat, standardNormal } from './normal.js';
import { pcg64dxsm } from './pcg64dxsm.js';
import { philox } from './philox.js';
import { sfc64 } from './sfc64.js';
import type { Generator } from './source.js';
import { random, raw } from './uniform.js';

/** The bit generators that have kernels. */
export type BulkGenerator = 'sfc64' | 'pcg64dxsm' | 'philox';

const GENERATORS: Readonly<Record<BulkGenerator, Generator>> = { sfc64, pcg64dxsm, philox };

/** Fills `count` outputs from the address `out` on, with the state at the address `state`. */
type FillKernel = (state: number, out: number, count: number) => void;

/** Addresses are byte offsets into the workspace, multiples of 8; counts are numbers of outputs. */
export interface BulkKernels {
  /** Where a stream's state is put before a call and taken from after it. */
  readonly stateAddress: number;
  /** Number of 32-bit words of the state; the last two are a flag and the half that is kept for 32-bit draws. */
  readonly stateWords: number;
  /** out[i] = 64 random bits. */
  readonly raw: FillKernel;
  /** out[i] = uniform in [0, 1). */
  readonly random: FillKernel;
  /** out[i] = standard normal. */
  readonly standardNormal: FillKernel;
  /** out[i] = standard exponential. */
  readonly standardExponential: FillKernel;
  /** out[i] = out[i - 1] + standard exponential, beginning from `start`; returns the last sum. */
  partialSums(this: void, state: number, out: number, count: number, start: number): number;
  /** out[i] = whole number from `low` to `low + range`, as a double; both safe integers, and their sum too. */
  integers(this: void, state: number, out: number, count: number, low: number, range: number): void;
  /** out[i] = 32-bit integer from `low` to `low + range`, modulo 2^32, for ranges below 2^32. */
  int32s(this: void, state: number, out: number, count: number, low: number, range: number): void;
  /** out[i] = offset + scale * out[i]. */
  affine(this: void, out: number, count: number, offset: number, scale: number): void;
}

type IntegersKernel = BulkKernels['integers'];
type Linked = Omit<BulkKernels, 'stateAddress' | 'stateWords' | 'integers'> & {
  narrowIntegers: IntegersKernel;
  wideIntegers: IntegersKernel;
};

const built = new Map<BulkGenerator, BulkKernels>();

/** Whether the generator has kernels, and WebAssembly is there. */
export function hasKernels({ name }: { readonly name: string }): boolean {
  return Object.hasOwn(GENERATORS, name) && webAssemblyUsable();
}

/** Whether they are there already: building them takes some milliseconds. */
export function kernelsBuilt({ name }: { readonly name: string }): boolean {
  return built.has(name as BulkGenerator);
}

/** The kernels of a bit generator in this thread, built on first use. */
export function bulkKernels(name: BulkGenerator): BulkKernels {
  let kernels = built.get(name);
  if (kernels === undefined) built.set(name, (kernels = build(GENERATORS[name])));
  return kernels;
}

function build(generator: Generator): BulkKernels {
  const half = generator.stateBytes;
  const stateAddress = workspace().reserve(half + 8);
  const linked = instantiate<Linked>(encode(generator), { math: { exp: Math.exp, log1p: Math.log1p } });
  const { narrowIntegers, wideIntegers, int32s, ...others } = linked;
  return {
    stateAddress,
    stateWords: half / 4 + 2,
    ...others,
    integers(state, out, count, low, range) {
      // One value needs no bits; a low of -0 is 0, as it is when something is added.
      if (range === 0)
        workspace()
          .doubles(out, count)
          .fill(low + 0);
      else if (range < 2 ** 32) narrowIntegers(state, out, count, low, range);
      else wideIntegers(state, out, count, low, range);
    },
    int32s(state, out, count, low, range) {
      if (range === 0) workspace().allWords.fill(low, out / 4, out / 4 + count);
      else int32s(state, out, count, low, range);
    },
  };
}

function encode(generator: Generator): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  const [exp, log1p] = ['exp', 'log1p'].map((name) =>
    module.importFunction('math', name, [type.f64], [type.f64]),
  );
  const sourceOf = generator.prepare(module);
  const [normal, exponential] = [normalZiggurat, exponentialZiggurat].map((of) => of(module, { exp, log1p }));
  const add = (
    name: keyof Linked,
    body: (fill: Fill) => Code,
    more: ValueType[] = [],
    results: ValueType[] = [],
  ): void => {
    const f = module.function(name, [type.i32, type.i32, type.i32, ...more], results);
    const [state, out, count] = f.parameters;
    f.body(body({ f, source: sourceOf(f, state), out, count }));
  };
  const half = generator.stateBytes;
  add('raw', raw);
  add('random', random);
  add('standardNormal', (fill) => standardNormal(fill, normal));
  add('standardExponential', (fill) => standardExponential(fill, exponential));
  add('partialSums', (fill) => partialSums(fill, exponential), [type.f64], [type.f64]);
  add('narrowIntegers', (fill) => lemire.narrowIntegers(fill, half), [type.f64, type.f64]);
  add('wideIntegers', lemire.wideIntegers, [type.f64, type.f64]);
  add('int32s', (fill) => lemire.int32s(fill, half), [type.i32, type.i32]);
  const transform = module.function('affine', [type.i32, type.i32, type.f64, type.f64], []);
  transform.body(affine(transform));
  return module.encode();
}
