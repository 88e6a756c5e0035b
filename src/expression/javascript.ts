import { FUNCTIONS } from './functions.js';
import type { BinaryNode, BinaryOperator, CallNode, Node } from './node.js';
import { multipliedPower, powerSteps } from './power.js';

/** JavaScript source for the value of an expression. */
export interface JavaScriptSource {
  /** Names that must be declared with `let` where the value is computed; they hold squares and higher powers. */
  readonly temporaries: readonly string[];
  /**
   * One JavaScript expression over the variables' {@link javaScriptName}s. It contains nothing but arithmetic,
   * comparisons, the temporaries and functions of `Math`, so it can be pasted into any function.
   */
  readonly value: string;
}

/** The name that stands for a variable in generated source: no variable can collide with a word of JavaScript. */
export function javaScriptName(variable: string): string {
  return `$${variable}`;
}

/**
 * The expression as JavaScript. Numbers are computed as doubles, comparisons yield 1 or 0, x^n with a literal whole
 * |n| <= 16 is multiplied out in the order of `powerSteps`, every other power is `Math.pow`.
 */
export function toJavaScript(node: Node): JavaScriptSource {
  const writer = new Writer();
  const { text } = writer.number(node);
  return { temporaries: writer.temporaries, value: text };
}

/** A piece of source and how tightly it binds, so that a chain of a thousand terms needs no thousand parentheses. */
interface Piece {
  readonly text: string;
  readonly binding: number;
}

const COMMA = 0;
const CHOICE = 1;
const UNARY = 8;
const ATOM = 9;

interface JavaScriptOperator {
  readonly text: string;
  readonly binding: number;
}

const OPERATORS: Readonly<Record<Exclude<BinaryOperator, '^'>, JavaScriptOperator>> = {
  or: { text: '||', binding: 2 },
  and: { text: '&&', binding: 3 },
  '==': { text: '===', binding: 4 },
  '!=': { text: '!==', binding: 4 },
  '<': { text: '<', binding: 5 },
  '<=': { text: '<=', binding: 5 },
  '>': { text: '>', binding: 5 },
  '>=': { text: '>=', binding: 5 },
  '+': { text: '+', binding: 6 },
  '-': { text: '-', binding: 6 },
  '*': { text: '*', binding: 7 },
  '/': { text: '/', binding: 7 },
};

class Writer {
  readonly temporaries: string[] = [];

  /** Source whose value is a number. */
  number(node: Node): Piece {
    switch (node.type) {
      case 'number':
        return literal(node.value);
      case 'variable':
        return { text: javaScriptName(node.name), binding: ATOM };
      case 'unary':
        return node.operator === '-' ? this.#negation(node.operand) : this.#asNumber(node);
      case 'binary':
        return this.#binary(node);
      case 'call':
        return this.#call(node);
      default: {
        const parts = [
          this.condition(node.condition),
          this.number(node.whenTrue),
          this.number(node.whenFalse),
        ];
        const [test, yes, no] = parts.map((part) => wrap(part, CHOICE + 1));
        return { text: `${test} ? ${yes} : ${no}`, binding: CHOICE };
      }
    }
  }

  /** Source whose value is true or false. */
  condition(node: Node): Piece {
    if (node.type === 'unary' && node.operator === 'not') {
      return { text: `!${wrap(this.condition(node.operand), ATOM)}`, binding: UNARY };
    }
    if (node.type === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
      return infix(node.operator, this.condition(node.left), this.condition(node.right));
    }
    if (node.type === 'binary' && isComparison(node.operator)) {
      return infix(node.operator, this.number(node.left), this.number(node.right));
    }
    return infix('!=', this.number(node), literal(0));
  }

  #asNumber(node: Node): Piece {
    return { text: `${wrap(this.condition(node), CHOICE + 1)} ? 1 : 0`, binding: CHOICE };
  }

  #negation(operand: Node): Piece {
    return { text: `-${wrap(this.number(operand), ATOM)}`, binding: UNARY };
  }

  #binary(node: BinaryNode): Piece {
    const { operator, left, right } = node;
    if (operator === '^') return this.#power(node);
    if (operator === 'and' || operator === 'or' || isComparison(operator)) return this.#asNumber(node);
    return infix(operator, this.number(left), this.number(right));
  }

  #call({ name, arguments: values }: CallNode): Piece {
    const list = values.map((value) => wrap(this.number(value), CHOICE)).join(', ');
    return { text: `Math.${FUNCTIONS[name].math}(${list})`, binding: ATOM };
  }

  #power(node: BinaryNode): Piece {
    const base = this.number(node.left);
    const exponent = multipliedPower(node);
    if (exponent === undefined) {
      const list = [base, this.number(node.right)].map((part) => wrap(part, CHOICE));
      return { text: `Math.pow(${list.join(', ')})`, binding: ATOM };
    }
    if (exponent === 0) return literal(1);
    const magnitude = this.#wholePower(base, Math.abs(exponent));
    return exponent > 0 ? magnitude : infix('/', literal(1), magnitude);
  }

  /** x*x for a plain x, else a chain of assignments whose last value is the power: (t0 = …, t1 = t0*t0, t1*t1). */
  #wholePower(base: Piece, n: number): Piece {
    const steps = powerSteps(n);
    if (steps.length === 0) return base;
    const isPlain = base.binding === ATOM && !base.text.includes('(');
    const values = [isPlain ? base.text : this.#temporary()];
    const parts = isPlain ? [] : [`${values[0]} = ${wrap(base, CHOICE)}`];
    for (const [i, j] of steps.slice(0, -1)) {
      const name = this.#temporary();
      parts.push(`${name} = ${values[i]}*${values[j]}`);
      values.push(name);
    }
    const [i, j] = steps[steps.length - 1];
    const product = { text: `${values[i]}*${values[j]}`, binding: OPERATORS['*'].binding };
    return parts.length === 0 ? product : { text: [...parts, product.text].join(', '), binding: COMMA };
  }

  #temporary(): string {
    const name = `t${this.temporaries.length}`;
    this.temporaries.push(name);
    return name;
  }
}

function isComparison(operator: BinaryOperator): operator is '<' | '<=' | '>' | '>=' | '==' | '!=' {
  return /[<>=]/.test(operator);
}

function infix(operator: Exclude<BinaryOperator, '^'>, left: Piece, right: Piece): Piece {
  const { text, binding } = OPERATORS[operator];
  return { text: `${wrap(left, binding)} ${text} ${wrap(right, binding + 1)}`, binding };
}

function wrap({ text, binding }: Piece, least: number): string {
  return binding < least ? `(${text})` : text;
}

/** `Infinity` and `NaN` are names that can be shadowed; quotients are not. */
function literal(value: number): Piece {
  if (Number.isNaN(value)) return { text: '(0 / 0)', binding: ATOM };
  const magnitude = Math.abs(value) === Infinity ? '(1 / 0)' : String(Math.abs(value));
  const isNegative = value < 0 || Object.is(value, -0);
  return { text: isNegative ? `(-${magnitude})` : magnitude, binding: ATOM };
}
