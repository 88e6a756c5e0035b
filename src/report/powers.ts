/** Every power of ten within, or every second one and so on where there are more than nine. */
export function powersBetween(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const powers: number[] = [];
  for (let power = first; power <= last; power += step) powers.push(10 ** power);
  return powers;
}

/** Powers of ten within; where there are fewer than three of them, the numbers 1, 2 and 5 times those. */
export function ticksWithin(low: number, high: number): number[] {
  const powers = powersBetween(low, high);
  if (powers.length >= 3) return powers;
  const first = Math.floor(Math.log10(low));
  const all = [0, 1, 2, 3].flatMap((step) => [1, 2, 5].map((digit) => digit * 10 ** (first + step)));
  return all.filter((tick) => tick >= low && tick <= high);
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻³`; of other numbers three digits, and a power where they are large or small: `0.02`, `5×10⁻⁵`. */
export function powerOfTen(value: number): string {
  const power = Math.round(Math.log10(value));
  if (Math.abs(value / 10 ** power - 1) > 1e-9) {
    if (value >= 1e-3 && value < 1e6) return String(Number(value.toPrecision(3)));
    const [digits, exponent] = value.toExponential(2).split('e');
    return `${Number(digits)}×10${superscript(Number(exponent))}`;
  }
  return `10${superscript(power)}`;
}

/** A number as an exponent: `⁻³`, `⁰·⁵`. */
export function superscript(power: number): string {
  const digits = String(Math.abs(power))
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])
    .replace('.', '·');
  return `${power < 0 ? '⁻' : ''}${digits}`;
}
