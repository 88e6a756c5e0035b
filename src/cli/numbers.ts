/** A difference with its sign and three digits: `+1.23e-4`, `-5.00e-7`, `0`. */
export function withSign(difference: number): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : ''}${difference.toExponential(2)}`;
}

/** A value and its error to the same place, two digits of the error: `42.002 ± 0.022`. */
export function withError(value: number, error: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (!(error > 0) || !Number.isFinite(error)) return significant(value);
  const place = Math.floor(Math.log10(Number(error.toPrecision(2)))) - 1;
  if (place < -15 || place > 0) return `${significant(value)} ± ${Number(error.toPrecision(2))}`;
  return `${value.toFixed(-place)} ± ${error.toFixed(-place)}`;
}

/** Six significant digits, without zeros at the end. */
export function significant(value: number): string {
  return String(Number(value.toPrecision(6)));
}
