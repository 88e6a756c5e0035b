/** A difference with its sign and three digits: `+1.23e-4`, `-5.00e-7`, `0`. */
export function withSign(difference: number): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : ''}${difference.toExponential(2)}`;
}
