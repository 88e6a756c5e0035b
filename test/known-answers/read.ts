import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of test/known-answers/, parsed; tests run from the package's root. */
export function knownAnswers<T>(file: string): T {
  return JSON.parse(readFileSync(join('test', 'known-answers', file), 'utf8')) as T;
}

/** The double that C and Python write as a hex float, such as -0x1.8p-1. */
export function fromHexFloat(text: string): number {
  const match = /^(-?)0x([01])(?:\.([0-9a-f]+))?p([+-]\d+)$/.exec(text);
  if (match === null) throw new Error(`not a hex float: ${text}`);
  const [, sign, whole, digits = '', exponent] = match;
  const mantissa = Number.parseInt(whole + digits, 16) / 16 ** digits.length;
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(exponent);
}
