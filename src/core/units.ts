/** Seconds inside, a unit for people: `1.23 s`, `45.6 ms`, `789 µs`, `12.3 ns`; three significant digits. */
export function formatSeconds(seconds: number): string {
  const { unit, factor } = timeUnit(seconds);
  return `${formatDigits(seconds * factor, 3)} ${unit}`;
}

/** The unit in which a time of this size reads best, and what seconds are multiplied by to get it. */
export function timeUnit(seconds: number): { unit: string; factor: number } {
  const size = Math.abs(seconds);
  if (!(size > 0) || size >= 0.9995) return { unit: 's', factor: 1 };
  if (size >= 0.9995e-3) return { unit: 'ms', factor: 1e3 };
  return size >= 0.9995e-6 ? { unit: 'µs', factor: 1e6 } : { unit: 'ns', factor: 1e9 };
}

/** At least `digits` significant digits, without an exponent and without cutting whole numbers; `n/a` for NaN. */
export function formatDigits(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'n/a';
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  return value.toFixed(Math.min(20, Math.max(0, digits - 1 - magnitude)));
}

/** `94 %`; one decimal below ten percent. */
export function formatPercent(share: number): string {
  if (Number.isNaN(share)) return 'n/a';
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
}
