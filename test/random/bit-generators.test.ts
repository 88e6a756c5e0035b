import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BIT_GENERATORS, type BitGenerator, Philox, RandomStream, SeedSequence, stream } from 'nfold/random';
import { knownAnswers } from '../known-answers/read.js';
import { CLASSES, fromHex, nameOf, raw } from './numpy-vectors.js';

/** NumPy's `bit_generator.state`; a long key is cut off after its first words. */
interface NumPyState {
  state: { state?: string | string[]; inc?: string; counter?: string[]; key?: string[]; pos?: string };
  buffer?: string[];
  buffer_pos?: string;
}
interface Vectors {
  raw: {
    bitgen: string;
    seed: string;
    spawn_key: string[];
    raw: string[];
    raw_1e6th: string[];
    state0: NumPyState;
    state16: NumPyState | null;
  }[];
  jump_advance: {
    bitgen: string;
    seed: string;
    op: 'jumped' | 'advance' | 'key/counter';
    n: number | string;
    key: string;
    counter: string;
    raw: string[];
  }[];
}
const vectors = knownAnswers<Vectors>('numpy_vectors.json');

test('each generator gives NumPy’s raw output, the millionth included', () => {
  assert.equal(vectors.raw.length, 6 * BIT_GENERATORS.length);
  for (const { bitgen, seed, spawn_key, raw: expected, raw_1e6th } of vectors.raw) {
    const sequence = new SeedSequence(fromHex(seed), spawn_key.map(BigInt));
    const bits = new CLASSES[nameOf(bitgen)](sequence);
    assert.deepEqual(
      expected.map(() => raw(bits)),
      expected,
      `${bitgen} of seed ${seed}, [${spawn_key.join()}]`,
    );
    skip(bits, 999_999 - expected.length);
    assert.ok(raw_1e6th.includes(raw(bits)), `millionth output of ${bitgen}, seed ${seed}`);
  }
});

/** Leaves out `count` outputs, most of them at one go where that is possible. */
function skip(bits: BitGenerator, count: number): void {
  const { name } = bits;
  let left = count;
  if (name === 'philox' || name === 'pcg64' || name === 'pcg64dxsm') {
    const atOnce = name === 'philox' ? 4 : 1;
    bits.advance(BigInt(Math.floor(count / atOnce)));
    left = count % atOnce;
  }
  const one = name === 'mt19937' ? () => bits.next32() : () => bits.next();
  for (let i = 0; i < left; i++) one();
}

test('the states are NumPy’s, freshly seeded and after 16 outputs', () => {
  for (const { bitgen, seed, spawn_key, state0, state16 } of vectors.raw) {
    const one = stream.with({ bitGenerator: nameOf(bitgen) })(fromHex(seed), ...spawn_key.map(BigInt));
    agree(one, state0);
    for (let i = 0; i < 16; i++) {
      if (one.bitGenerator === 'mt19937') one.bits.next32();
      else one.bits.next();
    }
    // The Mersenne Twister's is not among the vectors.
    if (state16 !== null) agree(one, state16);
  }
});

function agree(one: RandomStream, { state, buffer = [], buffer_pos }: NumPyState): void {
  const { words, position } = one.state();
  const numbers = [state.state ?? [], state.inc ?? [], state.counter ?? [], state.key ?? [], buffer].flat();
  for (const [i, number] of numbers.entries()) {
    if (number === '...') break;
    assert.equal(fromHex(words[i]), fromHex(number), `${one.bitGenerator}, word ${i}`);
  }
  if (one.bitGenerator !== 'mt19937') assert.equal(words.length, numbers.length);
  const at = state.pos ?? buffer_pos;
  assert.equal(position, at === undefined ? undefined : Number.parseInt(at, 16));
}

test('jumps, advances, and Philox’s keys and counters lead where NumPy’s lead', () => {
  assert.equal(vectors.jump_advance.length, 31);
  for (const { bitgen, seed, op, n, key, counter, raw: expected } of vectors.jump_advance) {
    const name = nameOf(bitgen);
    const bits = op === 'key/counter' ? Philox.fromKey(fromHex(key), fromHex(counter)) : seeded(name, seed);
    if (op === 'jumped') bits.jump(Number(n));
    if (op === 'advance') bits.advance(fromHex(String(n)));
    const found = expected.map(() => raw(bits));
    assert.deepEqual(found, expected, `${bitgen} ${op} ${n ?? key}`);
    if (op === 'key/counter') continue;
    const parent = new RandomStream(fromHex(seed), [], { bitGenerator: name });
    const before = parent.state();
    const moved = op === 'jumped' ? parent.jumped(Number(n)) : parent.advance(fromHex(String(n)));
    const twin = seeded(name, seed);
    if (op === 'jumped') twin.jump(Number(n));
    else twin.advance(fromHex(String(n)));
    for (let i = 0; i < 100; i++) assert.equal(moved.random(), twin.nextDouble());
    if (op === 'jumped') assert.deepEqual(parent.state(), before, 'a jump leaves its stream where it is');
  }
});

const seeded = (name: keyof typeof CLASSES, seed: string) =>
  new CLASSES[name](new SeedSequence(fromHex(seed)));

test('advancing by n is drawing n times, and back again', () => {
  for (const bitGenerator of ['pcg64', 'pcg64dxsm', 'philox'] as const) {
    const [drawn, advanced] = [0, 1].map(() => new RandomStream(7, [], { bitGenerator }));
    const outputs = bitGenerator === 'philox' ? 4 : 1;
    for (let i = 0; i < 1000 * outputs; i++) drawn.bits.next();
    advanced.bits.next32();
    advanced.advance(bitGenerator === 'philox' ? 999 : 999n);
    assert.equal(advanced.state().half, null, 'a half is forgotten');
    assert.equal(advanced.random(), drawn.random());
    const start = new RandomStream(7, [], { bitGenerator });
    assert.equal(
      start
        .advance(2n ** 70n)
        .advance(-(2n ** 70n))
        .random(),
      stream.with({ bitGenerator })(7).random(),
    );
  }
});

test('what a generator cannot do is refused with what can', () => {
  const one = stream(1);
  const cases = [
    [() => one.jumped(), /^sfc64 cannot jump: .*pcg64dxsm.*substream/],
    [() => one.advance(5), /^sfc64 cannot advance: /],
    [
      () => new RandomStream(1, [], { bitGenerator: 'mt19937' }).advance(5),
      /^mt19937 cannot advance: .*jumped/,
    ],
  ] as const;
  for (const [call, message] of cases) assert.throws(call, { code: 'ERR_UNSUPPORTED', message });
  const philox = stream.with({ bitGenerator: 'philox' })(1);
  assert.throws(() => philox.jumped(-1), { message: /^jumped: times must be a whole number/ });
  assert.throws(() => philox.advance(0.5), { message: /^advance: delta must be a whole number/ });
  // @ts-expect-error -- not a name
  assert.throws(() => stream.with({ bitGenerator: 'pcg64dxms' }), {
    code: 'ERR_INVALID_ARGUMENT',
    message: /^bitGenerator must be one of sfc64, .*did you mean "pcg64dxsm"\?/,
  });
});

/** Pins the first values of each stream, which NumPy 1.24 gave: they may not change in any version. */
test('first numbers of each generator', () => {
  const first: Record<string, readonly [number, number]> = {
    sfc64: [0.8385323141981261, 1.896519184956991],
    pcg64dxsm: [0.652402014600426, 0.20221240534879076],
    pcg64: [0.0015791460415535141, 0.18481117341516637],
    philox: [0.014469002847556478, 0.19885525762344727],
    mt19937: [0.9032814595174086, 1.032988446763724],
  };
  for (const bitGenerator of BIT_GENERATORS) {
    const one = stream.with({ bitGenerator })(42, 7);
    assert.deepEqual([one.random(), one.standardExponential()], first[bitGenerator], bitGenerator);
  }
});
