import { NfoldError } from '../core/index.js';

/** The one form in which a value on the command line is refused: `--samples must be …, got "1.5"`. */
export function refuse(what: string, rule: string, text: string, remedy = ''): NfoldError {
  const advice = remedy === '' ? '' : `; ${remedy}`;
  return new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `${what} must be ${rule}, got ${JSON.stringify(text)}${advice}`,
    {
      name: what,
      rule,
      value: text,
    },
  );
}
