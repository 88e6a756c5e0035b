// What must compile, and what must not: the compiler is the test. The functions are never called.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Distribution, type DistributionName, RandomStream, distributions } from 'nfold/random';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only if the value has exactly the expected type. */
const exactly = <Expected>() => <Actual>(_value: Actual & (Equal<Actual, Expected> extends true ? Actual : never)): void => {}; // prettier-ignore

declare const s: RandomStream;
declare const fixed: readonly number[];

export function infers(): void {
  exactly<number>()(s.gamma(2, 3));
  exactly<number>()(s.gamma(2));
  exactly<Float64Array<ArrayBuffer>>()(s.fillGamma(new Float64Array(3), 2, 3));
  exactly<Float32Array<ArrayBuffer>>()(s.fillStandardNormal(new Float32Array(3)));
  exactly<Uint8Array<ArrayBuffer>>()(s.fillPoisson(new Uint8Array(3), 4));
  exactly<Float64Array<SharedArrayBuffer>>()(
    s.fillStandardExponential(new Float64Array(new SharedArrayBuffer(8)), 'inv'),
  );
  exactly<number>()(s.integers(6));
  exactly<bigint>()(s.bigIntegers(0n, 6n));
  exactly<number>()(s.choice(6));
  exactly<string>()(s.choice(['a', 'b']));
  exactly<number[]>()(s.choice(6, 2, { replace: false }));
  exactly<string[]>()(s.choice(['a', 'b'], 2, { p: new Float64Array(2) }));
  exactly<number[]>()(s.permutation(5));
  exactly<bigint[]>()(s.permutation(new BigInt64Array(2)));
  exactly<Int8Array<ArrayBuffer>>()(s.shuffle(new Int8Array(2)));
  exactly<string[]>()(s.shuffle(['a']));
  exactly<Float64Array>()(s.multivariateNormal([0], [[1]]));
  exactly<Distribution>()(distributions.gamma);
  const name: DistributionName = 'noncentralChisquare';
  exactly<Distribution>()(distributions[name]);
}

export function refuses(): void {
  // @ts-expect-error a required parameter is missing
  s.gamma();
  // @ts-expect-error one parameter too many
  s.gamma(1, 2, 3);
  // @ts-expect-error a parameter of the wrong type
  s.normal('0');
  // @ts-expect-error the fill needs an array first
  s.fillGamma(2, 3);
  // @ts-expect-error the fill lacks a parameter
  s.fillGamma(new Float64Array(3));
  // @ts-expect-error real numbers do not fit an array of integers
  s.fillNormal(new Int32Array(3));
  // @ts-expect-error a plain array is not filled
  s.fillNormal([1, 2, 3]);
  // @ts-expect-error whole numbers are no bigints
  s.fillPoisson(new BigInt64Array(3));
  // @ts-expect-error integers are not drawn in single precision
  s.fillIntegers(new Float32Array(3), 6);
  // @ts-expect-error an option that does not exist
  s.integers(0, 6, { inclusive: true });
  // @ts-expect-error numbers and bigints do not mix
  s.bigIntegers(0, 6n);
  // @ts-expect-error an unknown method
  s.standardExponential('ziggurat');
  // @ts-expect-error a readonly array is not shuffled
  s.shuffle(fixed);
  // @ts-expect-error no such distribution
  void distributions.gausian;
}

it('misuse does not compile', () => {
  assert.equal(typeof infers, 'function');
  assert.equal(typeof refuses, 'function');
});
