import { NfoldError, invalidArgument } from '../core/index.js';
import { isReserved } from './functions.js';
import { tokenize } from './tokens.js';

/** Throws `ERR_INVALID_ARGUMENT` unless every name can be a variable and none comes twice. */
export function checkVariableNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!isName(name)) {
      throw invalidArgument('variable', 'a name of letters, digits and _ that starts with a letter', name);
    }
    if (isReserved(name)) {
      throw new NfoldError(
        'ERR_INVALID_ARGUMENT',
        `${name} has a meaning of its own in expressions and cannot be a variable; choose another name`,
        { name },
      );
    }
    if (seen.has(name)) throw invalidArgument('variables', 'different names', names);
    seen.add(name);
  }
}

function isName(text: unknown): text is string {
  if (typeof text !== 'string' || text.trim() !== text || !/^\p{L}/u.test(text)) return false;
  try {
    const [first] = tokenize(text);
    return first.kind === 'name' && first.text === text;
  } catch {
    return false;
  }
}
