/** Functions that workers load by name; see functions-travel.ts. */
const FACTOR = 3;

export function triple(x: number): number {
  return FACTOR * x;
}
