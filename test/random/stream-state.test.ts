import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BIT_GENERATORS,
  type BitGenerator,
  RandomStream,
  SeedSequence,
  type StreamState,
  stream,
} from 'nfold/random';
import { CLASSES } from './numpy-vectors.js';

/** Something to do with a stream; the model does the same one by one with a generator that draws nothing ahead. */
type Action =
  | { readonly do: 'random' | 'next' | 'next32' | 'next53' | 'fill'; readonly times: number }
  | { readonly do: 'restore' | 'exchange' }
  | { readonly do: 'advance' | 'jump'; readonly by: number };

const times = fc.oneof(fc.nat(3), fc.nat(200));
const drawing = fc.record({
  do: fc.constantFrom(
    'random' as const,
    'next' as const,
    'next32' as const,
    'next53' as const,
    'fill' as const,
  ),
  times,
});
const keeping = fc.record({ do: fc.constantFrom('restore' as const, 'exchange' as const) });
const moving = fc.record({ do: fc.constantFrom('advance' as const, 'jump' as const), by: fc.nat(5) });

function onStream(one: RandomStream, action: Action): [RandomStream, readonly number[]] {
  const { bits } = one;
  const drawn: number[] = [];
  switch (action.do) {
    case 'fill':
      return [one, Array.from(one.fillRandom(new Float64Array(action.times)))];
    case 'restore':
      return [RandomStream.restore(one.state()), []];
    case 'exchange':
      return [RandomStream.restore(JSON.parse(JSON.stringify(one.state())) as StreamState), []];
    case 'advance':
      return [one.advance(action.by), []];
    case 'jump':
      return [one.jumped(action.by), []];
  }
  for (let i = 0; i < action.times; i++) drawn.push(...draw(action.do, bits, () => one.random()));
  return [one, drawn];
}

function onModel(model: BitGenerator, action: Action): readonly number[] {
  if (action.do === 'advance') model.advance(BigInt(action.by));
  if (action.do === 'jump') model.jump(action.by);
  const drawn: number[] = [];
  const count = 'times' in action ? action.times : 0;
  for (let i = 0; i < count; i++) drawn.push(...draw(action.do, model, () => model.nextDouble()));
  return drawn;
}

function draw(
  what: Action['do'],
  bits: Pick<BitGenerator, 'next' | 'next32' | 'next53' | 'high' | 'low'>,
  random: () => number,
): number[] {
  if (what === 'next32') return [bits.next32()];
  if (what === 'next53') return [bits.next53(), bits.high, bits.low];
  if (what !== 'next') return [random()];
  bits.next();
  return [bits.high, bits.low];
}

test('however draws, fills, 32-bit draws, states and jumps follow each other, the numbers are the generator’s', () => {
  // The first array has the kernels compiled; from now on single draws come in blocks.
  stream(0).fillRandom(new Float64Array(100));
  for (const bitGenerator of BIT_GENERATORS) {
    const canMove = bitGenerator.startsWith('pcg') || bitGenerator === 'philox';
    const action = canMove
      ? fc.oneof({ weight: 6, arbitrary: drawing }, keeping, moving)
      : fc.oneof(drawing, keeping);
    fc.assert(
      fc.property(fc.nat(), fc.array(action, { minLength: 1, maxLength: 30 }), (seed, actions) => {
        let one = new RandomStream(seed, [3], { bitGenerator });
        const model = new CLASSES[bitGenerator](new SeedSequence(seed, [3]));
        for (const [i, step] of actions.entries()) {
          const [next, drawn] = onStream(one, step);
          assert.deepEqual(drawn, onModel(model, step), `${step.do}, action ${i}`);
          one = next;
        }
      }),
      { seed: 1, numRuns: bitGenerator === 'mt19937' ? 30 : 100 },
    );
  }
});

test('a state goes on in another process, in the middle of a block and with half of a draw kept', () => {
  for (const bitGenerator of BIT_GENERATORS) {
    const one = new RandomStream(2n ** 90n, [1, 2n ** 60n], { bitGenerator });
    for (let i = 0; i < 1001; i++) one.random();
    one.bits.next32();
    const state = JSON.stringify(one.state());
    const program = `
      import { RandomStream } from 'nfold/random';
      const one = RandomStream.restore(${state});
      const numbers = [one.bits.next32(), one.random(), one.bits.next32(), one.standardExponential()];
      console.log(JSON.stringify([...numbers, one.substream(5).random(), String(one.seed), one.path.map(String)]));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    const numbers = [one.bits.next32(), one.random(), one.bits.next32(), one.standardExponential()];
    assert.deepEqual(JSON.parse(output), [
      ...numbers,
      one.substream(5).random(),
      String(one.seed),
      one.path.map(String),
    ]);
  }
});

test('a state names its generator, seed and path, and shows the kept half', () => {
  const one = stream(42, 7);
  const fresh = one.state();
  assert.deepEqual(Object.keys(fresh), ['bitGenerator', 'seed', 'path', 'words', 'half']);
  assert.equal(fresh.bitGenerator, 'sfc64');
  assert.equal(fresh.seed, 42);
  assert.deepEqual(fresh.path, [7]);
  assert.equal(fresh.half, null);
  one.bits.next32();
  assert.match(String(one.state().half), /^[\da-f]{8}$/);
  assert.equal(one.state().half, one.bits.next32().toString(16).padStart(8, '0'));
  assert.equal(one.state().half, null);
});

test('what is no state is refused in one line', () => {
  const sfc = stream(1).state();
  const pcg = stream.with({ bitGenerator: 'pcg64' })(1).state();
  const mt = stream.with({ bitGenerator: 'mt19937' })(1).state();
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /^state must be an object such as stream\.state\(\) returns, got null/],
    ['sfc64', /^state must be an object/],
    [{ ...sfc, bitGenerator: 'sfc46' }, /^state\.bitGenerator must be one of .*did you mean "sfc64"\?/],
    [{ ...sfc, words: sfc.words.slice(1) }, /^state\.words must be 4 hexadecimal numbers for sfc64, got/],
    [
      { ...sfc, words: ['g', '0', '0', '0'] },
      /^state\.words\[0\] must be a hexadecimal number of at most 16 digits, got "g"/,
    ],
    [{ ...sfc, words: [1, '0', '0', '0'] }, /^state\.words\[0\] must be a hexadecimal number/],
    [{ ...sfc, half: 7 }, /^state\.half must be a hexadecimal number of at most 8 digits, got 7/],
    [{ ...sfc, half: undefined }, /^state\.half must be/],
    [{ ...sfc, seed: -1 }, /^state\.seed must be a whole number of at least 0/],
    [{ ...sfc, path: 'x' }, /^state\.path must be a list of whole numbers/],
    [{ ...sfc, path: [1.5] }, /^state\.path\[0\] must be a whole number/],
    [{ ...pcg, words: ['0', '2'] }, /^state\.words\[1\] must be an odd increment, got "2"/],
    [{ ...mt, position: 625 }, /^state\.position must be a whole number from 0 to 624, got 625/],
    [{ ...mt, half: '1' }, /^state\.half must be null for mt19937/],
    [{ ...mt, words: mt.words.map(() => '0') }, /^state\.words must be not all 0/],
  ];
  for (const [state, message] of cases) {
    assert.throws(() => RandomStream.restore(state as StreamState), {
      code: 'ERR_INVALID_ARGUMENT',
      message,
    });
  }
});

test('a stream without a seed has a random one and tells it', () => {
  const [one, other] = [stream(), stream()];
  assert.notEqual(one.seed, other.seed);
  assert.ok(Number.isSafeInteger(one.seed));
  assert.equal(one.random(), stream(one.seed).random());
  assert.equal(new RandomStream(undefined, [1]).path[0], 1);
});

test('substreams keep the generator', () => {
  for (const bitGenerator of BIT_GENERATORS) {
    const streams = stream.with({ bitGenerator });
    assert.equal(streams(3, 4).bitGenerator, bitGenerator);
    const child = streams(3).substream(4).substream(5);
    assert.equal(child.bitGenerator, bitGenerator);
    assert.equal(child.random(), streams(3, 4, 5).random());
  }
});
