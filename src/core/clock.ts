/**
 * Seconds on a clock that all threads and processes of one machine share (the Unix epoch, with the resolution of
 * `performance.now()`), so that spans measured in different workers can be drawn on one axis.
 */
export function now(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}
