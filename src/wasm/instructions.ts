/**
 * WebAssembly instructions as functions from operands to code, so that a kernel reads like the formula it computes:
 * `f64.mul(x, f64.add(y, f64.const(1)))`. Opcodes: WebAssembly Core Specification 2.0, section 5.4.
 */
import { type Code, doubleBytes, s32, s64, u32, wordBytes } from './encode.js';

export const type = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = (typeof type)[keyof typeof type];

const unary =
  (opcode: number) =>
  (a: Code): Code => [a, opcode];
const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [a, b, opcode];
const load =
  (opcode: Code, alignment: number) =>
  (address: Code, offset = 0): Code => [address, opcode, alignment, u32(offset)];
const store =
  (opcode: Code, alignment: number) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, alignment, u32(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, s32(value)],
  eqz: unary(0x45),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  shl: binary(0x74),
  shrU: binary(0x76),
  load: load([0x28], 2),
  store: store([0x36], 2),
  ltU: binary(0x49),
  gtU: binary(0x4b),
  leU: binary(0x4d),
  geU: binary(0x4f),
  wrapI64: unary(0xa7),
  /** `a` if the condition holds, else `b`; both are computed. */
  select: (a: Code, b: Code, condition: Code): Code => [a, b, condition, 0x1b],
};

export const i64 = {
  const: (value: bigint | number): Code => [0x42, s64(BigInt(value))],
  load: load([0x29], 3),
  store: store([0x37], 3),
  load32U: load([0x35], 2),
  store32: store([0x3e], 2),
  eqz: unary(0x50),
  ltU: binary(0x54),
  geS: binary(0x59),
  geU: binary(0x5a),
  extendI32U: unary(0xad),
  truncF64U: unary(0xb1),
  add: binary(0x7c),
  sub: binary(0x7d),
  mul: binary(0x7e),
  remU: binary(0x82),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  shrU: binary(0x88),
  rotl: binary(0x89),
};

export const f64 = {
  const: (value: number): Code => [0x44, doubleBytes(value)],
  load: load([0x2b], 3),
  store: store([0x39], 3),
  lt: binary(0x63),
  abs: unary(0x99),
  gt: binary(0x64),
  neg: unary(0x9a),
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  copysign: binary(0xa6),
  convertI64S: unary(0xb9),
  reinterpretI64: unary(0xbf),
};

const simd = (opcode: number): Code => [0xfd, u32(opcode)];
const simdUnary =
  (opcode: number) =>
  (a: Code): Code => [a, simd(opcode)];
const simdBinary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [a, b, simd(opcode)];

export const v128 = {
  /** Loads and stores promise only 8-byte alignment: neighbouring pairs of doubles overlap. */
  load: load(simd(0x00), 3),
  store: store(simd(0x0b), 3),
  not: simdUnary(0x4d),
  and: simdBinary(0x4e),
  or: simdBinary(0x50),
  xor: simdBinary(0x51),
  /** Bits of `a` where the mask is set, of `b` elsewhere. */
  bitselect: (a: Code, b: Code, mask: Code): Code => [a, b, mask, simd(0x52)],
  /** Sixteen bytes of the 32 of `a` and `b`. */
  shuffle: (a: Code, b: Code, bytes: readonly number[]): Code => [a, b, simd(0x0d), bytes],
};

export const i64x2 = {
  const: (value: bigint | number): Code => [simd(0x0c), wordBytes(value), wordBytes(value)],
  splat: simdUnary(0x12),
  extractLane: (a: Code, lane: 0 | 1): Code => [a, simd(0x1d), lane],
  replaceLane: (a: Code, lane: 0 | 1, value: Code): Code => [a, value, simd(0x1e), lane],
  shl: simdBinary(0xcb),
  shrU: simdBinary(0xcd),
  add: simdBinary(0xce),
  mul: simdBinary(0xd5),
  /** Full products of the 32-bit lanes 0 and 1, as unsigned numbers. */
  extmulLowU: simdBinary(0xde),
  /** Full products of the 32-bit lanes 2 and 3, as unsigned numbers. */
  extmulHighU: simdBinary(0xdf),
};

export const f64x2 = {
  const: (value: number): Code => [simd(0x0c), doubleBytes(value), doubleBytes(value)],
  splat: simdUnary(0x14),
  extractLane: (a: Code, lane: 0 | 1): Code => [a, simd(0x21), lane],
  /** [second lane of a, first lane of b]. */
  highLow: (a: Code, b: Code): Code =>
    v128.shuffle(
      a,
      b,
      Array.from({ length: 16 }, (_, i) => i + 8),
    ),
  replaceLane: (a: Code, lane: 0 | 1, value: Code): Code => [a, value, simd(0x22), lane],
  eq: simdBinary(0x47),
  ne: simdBinary(0x48),
  lt: simdBinary(0x49),
  gt: simdBinary(0x4a),
  le: simdBinary(0x4b),
  ge: simdBinary(0x4c),
  ceil: simdUnary(0x74),
  floor: simdUnary(0x75),
  trunc: simdUnary(0x7a),
  abs: simdUnary(0xec),
  neg: simdUnary(0xed),
  sqrt: simdUnary(0xef),
  add: simdBinary(0xf0),
  sub: simdBinary(0xf1),
  mul: simdBinary(0xf2),
  div: simdBinary(0xf3),
  min: simdBinary(0xf4),
  max: simdBinary(0xf5),
  /** `b` where it is less than `a`, else `a`: NaN in `b` is ignored. */
  pmin: simdBinary(0xf6),
  /** `b` where it is greater than `a`, else `a`: NaN in `b` is ignored. */
  pmax: simdBinary(0xf7),
  /** Two 32-bit integers, toward zero, within their range and 0 for NaN; the upper two lanes are 0. */
  truncI32: simdUnary(0xfc),
};

export const i32x4 = {
  extractLane: (a: Code, lane: 0 | 1 | 2 | 3): Code => [a, simd(0x1b), lane],
};

const VOID_BLOCK = 0x40;

/** A local variable or parameter of the function being built. */
export class Local {
  constructor(readonly index: number) {}

  get get(): Code {
    return [0x20, u32(this.index)];
  }

  set(value: Code): Code {
    return [value, 0x21, u32(this.index)];
  }

  /** Sets the variable and leaves its value as the result. */
  tee(value: Code): Code {
    return [value, 0x22, u32(this.index)];
  }
}

/** `while (condition) body`, with the test at the end so that an iteration costs one branch. */
export function whileLoop(condition: Code, body: Code): Code {
  return ifElse(condition, [0x03, VOID_BLOCK, body, condition, 0x0d, u32(0), 0x0b]);
}

export function ifElse(condition: Code, then: Code, otherwise?: Code): Code {
  return [condition, 0x04, VOID_BLOCK, then, otherwise === undefined ? [] : [0x05, otherwise], 0x0b];
}

export function call(functionIndex: number, ...args: readonly Code[]): Code {
  return [...args, 0x10, u32(functionIndex)];
}

/** `block … end`: {@link breakIf} and {@link breakTo} with its depth leave it at the end. */
export function block(...body: readonly Code[]): Code {
  return [0x02, VOID_BLOCK, ...body, 0x0b];
}

/** `loop … end`: {@link breakIf} and {@link breakTo} with its depth go back to its start. */
export function loop(...body: readonly Code[]): Code {
  return [0x03, VOID_BLOCK, ...body, 0x0b];
}

/** Jumps if the condition holds; depth 0 is the innermost block or loop around. */
export function breakIf(condition: Code, depth: number): Code {
  return [condition, 0x0d, u32(depth)];
}

export function breakTo(depth: number): Code {
  return [0x0c, u32(depth)];
}
