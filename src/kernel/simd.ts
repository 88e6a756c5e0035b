/**
 * From a syntax tree to WebAssembly that computes it for two points at once. Every operation is the one that
 * JavaScript would do (IEEE 754, no contraction, powers multiplied in the order of `powerSteps`), and what WebAssembly
 * lacks is called from `Math` lane by lane, so both give the same bits.
 */
import {
  type CallNode,
  FUNCTIONS,
  type BinaryNode,
  type Node,
  children,
  multipliedPower,
  powerSteps,
  print,
} from '../expression/index.js';
import { type Code, type FunctionBuilder, type Local, call, f64x2, type, v128 } from '../wasm/index.js';

/** A function of `Math` that a kernel needs: its name and how many numbers it takes. */
export interface MathImport {
  readonly name: string;
  readonly arity: number;
}

/** Functions that WebAssembly has as one instruction with JavaScript's meaning, NaN and -0 included. */
const NATIVE_UNARY: Readonly<Record<string, (a: Code) => Code>> = {
  abs: f64x2.abs,
  ceil: f64x2.ceil,
  floor: f64x2.floor,
  sqrt: f64x2.sqrt,
  trunc: f64x2.trunc,
};
const NATIVE_FOLD: Readonly<Record<string, (a: Code, b: Code) => Code>> = { max: f64x2.max, min: f64x2.min };
const ARITHMETIC: Readonly<Record<string, (a: Code, b: Code) => Code>> = {
  '+': f64x2.add,
  '-': f64x2.sub,
  '*': f64x2.mul,
  '/': f64x2.div,
};
const COMPARISONS: Readonly<Record<string, (a: Code, b: Code) => Code>> = {
  '<': f64x2.lt,
  '<=': f64x2.le,
  '>': f64x2.gt,
  '>=': f64x2.ge,
  '==': f64x2.eq,
  '!=': f64x2.ne,
};

/** The functions of `Math` that the tree's kernel will import, each once. */
export function mathImports(root: Node): MathImport[] {
  const found = new Map<string, MathImport>();
  const visit = (node: Node): void => {
    if (node.type === 'call' && !(node.name in NATIVE_UNARY || node.name in NATIVE_FOLD)) {
      const needed = { name: FUNCTIONS[node.name].math, arity: node.arguments.length };
      found.set(importKey(needed), needed);
    }
    if (node.type === 'binary' && node.operator === '^' && multipliedPower(node) === undefined) {
      found.set(importKey(POW), POW);
    }
    children(node).forEach(visit);
  };
  visit(root);
  return [...found.values()];
}

const POW: MathImport = { name: 'pow', arity: 2 };

/** `Math.hypot` of two and of three numbers are two imports. */
export function importKey({ name, arity }: MathImport): string {
  return `${name}/${arity}`;
}

/** Writes the code of one expression into one function of a module. */
export class SimdWriter {
  readonly #function: FunctionBuilder;
  readonly #variables: ReadonlyMap<string, Local>;
  readonly #imports: ReadonlyMap<string, number>;
  readonly #constants = new Map<string, { local: Local; value: number }>();
  readonly #occurrences = new Map<string, number>();
  readonly #computed = new Map<string, Local>();

  /**
   * @param variables where the current pair of each variable is kept
   * @param imports the index of each function of {@link mathImports}, by {@link importKey}
   */
  constructor(
    builder: FunctionBuilder,
    variables: ReadonlyMap<string, Local>,
    imports: ReadonlyMap<string, number>,
  ) {
    this.#function = builder;
    this.#variables = variables;
    this.#imports = imports;
  }

  /** The code for the value of a tree; call {@link prologue} afterwards, and put it before the loop. */
  write(root: Node): Code {
    this.#count(root);
    return this.#number(root);
  }

  /** Loads the constants that the written code uses, once, outside the loop. */
  prologue(): Code {
    return [...this.#constants.values()].map(({ local, value }) => local.set(f64x2.const(value)));
  }

  #count(node: Node): void {
    const key = print(node);
    const seen = this.#occurrences.get(key) ?? 0;
    this.#occurrences.set(key, seen + 1);
    if (seen === 0) children(node).forEach((child) => this.#count(child));
  }

  /** A pair of numbers. A subexpression that occurs again is computed once. */
  #number(node: Node): Code {
    if (node.type === 'number') return this.#constant(node.value);
    if (node.type === 'variable') return this.#variable(node.name);
    const key = print(node);
    if ((this.#occurrences.get(key) ?? 0) < 2) return this.#compute(node);
    const known = this.#computed.get(key);
    if (known !== undefined) return known.get;
    const code = this.#compute(node);
    const local = this.#function.local(type.v128);
    this.#computed.set(key, local);
    return local.tee(code);
  }

  #compute(node: Node): Code {
    if (node.type === 'call') return this.#call(node);
    if (node.type === 'conditional') {
      const mask = this.#keep(this.#condition(node.condition));
      return [
        mask.code,
        v128.bitselect(this.#number(node.whenTrue), this.#number(node.whenFalse), mask.local.get),
      ];
    }
    if (node.type === 'unary' && node.operator === '-') return f64x2.neg(this.#number(node.operand));
    if (node.type === 'binary' && node.operator === '^') return this.#power(node);
    if (node.type === 'binary' && node.operator in ARITHMETIC) {
      return ARITHMETIC[node.operator](this.#number(node.left), this.#number(node.right));
    }
    // A truth value as a number: the bits of 1 where the mask is set.
    return v128.and(this.#condition(node), this.#constant(1));
  }

  /** A pair of masks: all bits set where the condition holds. */
  #condition(node: Node): Code {
    if (node.type === 'unary' && node.operator === 'not') return v128.not(this.#condition(node.operand));
    if (node.type === 'binary') {
      const { operator, left, right } = node;
      if (operator === 'and') return v128.and(this.#condition(left), this.#condition(right));
      if (operator === 'or') return v128.or(this.#condition(left), this.#condition(right));
      if (operator in COMPARISONS) return COMPARISONS[operator](this.#number(left), this.#number(right));
    }
    return f64x2.ne(this.#number(node), this.#constant(0));
  }

  #call({ name, arguments: values }: CallNode): Code {
    const operands = values.map((value) => this.#number(value));
    if (name in NATIVE_UNARY) return NATIVE_UNARY[name](operands[0]);
    if (name in NATIVE_FOLD) return operands.reduce((a, b) => NATIVE_FOLD[name](a, b));
    return this.#callLanes({ name: FUNCTIONS[name].math, arity: values.length }, operands);
  }

  #callLanes(imported: MathImport, operands: readonly Code[]): Code {
    const index = this.#imports.get(importKey(imported));
    if (index === undefined) throw new Error(`Math.${imported.name} was not imported`);
    const kept = operands.map((operand) => this.#keep(operand));
    const lane = (which: 0 | 1): Code =>
      call(index, ...kept.map(({ local }) => f64x2.extractLane(local.get, which)));
    return [kept.map(({ code }) => code), f64x2.replaceLane(f64x2.splat(lane(0)), 1, lane(1))];
  }

  #power(node: BinaryNode): Code {
    const exponent = multipliedPower(node);
    if (exponent === undefined) {
      return this.#callLanes(POW, [this.#number(node.left), this.#number(node.right)]);
    }
    if (exponent === 0) return this.#constant(1);
    const magnitude = this.#wholePower(this.#number(node.left), Math.abs(exponent));
    return exponent > 0 ? magnitude : f64x2.div(this.#constant(1), magnitude);
  }

  #wholePower(base: Code, n: number): Code {
    const first = this.#keep(base);
    const values = [first.local];
    const code: Code[] = [first.code];
    for (const [i, j] of powerSteps(n)) {
      const product = this.#keep(f64x2.mul(values[i].get, values[j].get));
      values.push(product.local);
      code.push(product.code);
    }
    return [code, values[values.length - 1].get];
  }

  /** Puts a value into a new local. */
  #keep(value: Code): { local: Local; code: Code } {
    const local = this.#function.local(type.v128);
    return { local, code: local.set(value) };
  }

  #variable(name: string): Code {
    const local = this.#variables.get(name);
    if (local === undefined) throw new Error(`the variable ${name} has no place`);
    return local.get;
  }

  #constant(value: number): Code {
    const key = Object.is(value, -0) ? '-0' : String(value);
    let entry = this.#constants.get(key);
    if (entry === undefined) {
      entry = { local: this.#function.local(type.v128), value };
      this.#constants.set(key, entry);
    }
    return entry.local.get;
  }
}
