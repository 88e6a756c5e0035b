/**
 * log k!, with NumPy's very roundings: numpy/random/src/distributions/logfactorial.c (BSD-3-Clause), a table up to 125!, and
 * Stirling's series beyond.
 */
import { LOG_FACTORIALS } from './log-factorial-table.js';
import { log } from './log.js';

const HALF_LOG_2_PI = 0.9189385332046728;

/** log k! for a whole k of at least 0. */
export function logFactorial(k: number): number {
  if (k < LOG_FACTORIALS.length) return LOG_FACTORIALS[k];
  return (k + 0.5) * log(k) - k + (HALF_LOG_2_PI + (1 / k) * (1 / 12 - 1 / (360 * k * k)));
}
