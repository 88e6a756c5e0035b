/** How an axis writes its numbers, and how much room in pixels they take beside it. */
export interface NumberAxis {
  readonly tickFormat: (value: number) => string;
  readonly room: number;
}

/** Options that all axes share: short ticks, and a name without an arrow. */
const PLAIN = { tickSize: 4, labelArrow: 'none' } as const;

/** An x axis: its name below, in the middle. */
export const xAxis = { ...PLAIN, labelAnchor: 'center' } as const;

/** A y axis: its name lies above, upright, flush with the title. */
export function yAxis({ tickFormat, room }: NumberAxis) {
  return { ...PLAIN, labelAnchor: 'top', labelOffset: room - 20, tickFormat } as const;
}

/** Margins in pixels that leave room for the numbers and names of both axes. */
export function margins({ room }: NumberAxis) {
  return { marginLeft: room, marginRight: 24, marginTop: 30, marginBottom: 44 } as const;
}

/** Beyond this, distances overflow. */
const LARGEST = 1e300;
/** Least width of a frame, as a share of its values: its ticks, written with 15 digits, must still differ. */
const FINEST = 1e-11;

/** Limits of an axis that hold `low` and `high` with some air (a share of their distance). */
export function frameAround(low: number, high: number, air = 0.06): [number, number] {
  const [bottom, top] = [low, high].map((limit) => Math.min(LARGEST, Math.max(-LARGEST, limit)));
  const size = Math.max(Math.abs(bottom), Math.abs(top));
  // All values equal, or nearly so: a frame of a tenth of their size, or of one around zero.
  if (top - bottom <= FINEST * size || size < 1 / LARGEST) {
    const half = size < 1 / LARGEST ? 1 : 0.05 * size;
    return [bottom - half, top + half];
  }
  return [bottom - air * (top - bottom), top + air * (top - bottom)];
}

/** The digits that tell neighbouring ticks apart, with thousands separated; powers of ten for very large and small. */
export function numberAxis([low, high]: readonly [number, number], ticks = 7): NumberAxis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const step = Math.floor(Math.log10(tickStep(high - low, ticks)) + 1e-9);
  const decimals = Math.min(20, Math.max(0, -step));
  const powers = size < 1e-4 || size >= 1e7;
  const digits = Math.min(15, Math.max(0, Math.floor(Math.log10(size)) - step));
  const tickFormat = (value: number): string => {
    if (Math.abs(value) < 1e-9 * size) return '0';
    const text = powers
      ? value.toExponential(digits).replace('e+', 'e')
      : value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    // A hyphen is too short for a sign.
    return text.replace(/^-/, '−');
  };
  const characters = Math.max(tickFormat(low).length, tickFormat(high).length);
  return { tickFormat, room: Math.max(48, 22 + Math.ceil(characters * 8.3)) };
}

/** The distance of Plot's ticks: 1, 2, 5 or 10 times a power of ten, whichever comes nearest in ratio. */
function tickStep(range: number, ticks: number): number {
  const ideal = range / ticks;
  const power = 10 ** Math.floor(Math.log10(ideal));
  const excess = ideal / power;
  if (excess >= Math.sqrt(50)) return 10 * power;
  if (excess >= Math.sqrt(10)) return 5 * power;
  return excess >= Math.SQRT2 ? 2 * power : power;
}
