/** sRGB bytes of linear light (IEC 61966-2-1), and back. */
const STEPS = 8192;
const table = Uint8Array.from({ length: STEPS + 1 }, (_, i) => {
  const light = i / STEPS;
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** @param light from 0 to 1; what is outside counts as the nearer end */
export function encodeSrgb(light: number): number {
  return table[Math.round(STEPS * Math.min(1, Math.max(0, light)))];
}
