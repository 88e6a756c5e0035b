/** The rules that parameters of distributions keep; all refuse NaN, infinities, and what is no number. */
import type { Parameter } from './definition.js';

export function finite(name: string, byDefault?: number): Parameter {
  return { name, rule: 'a finite number', accepts: Number.isFinite, default: byDefault };
}

export function nonNegative(name: string, byDefault?: number): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value >= 0;
  return { name, rule: 'a number of at least 0', accepts, default: byDefault };
}

export function positive(name: string): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value > 0;
  return { name, rule: 'a number greater than 0', accepts };
}

export function above1(name: string): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value > 1;
  return { name, rule: 'a number greater than 1', accepts };
}

/** From 0 to 1, both included. */
export function probability(name: string): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value >= 0 && value <= 1;
  return { name, rule: 'a number from 0 to 1', accepts };
}

/** Above 0, up to 1. */
export function positiveProbability(name: string): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value > 0 && value <= 1;
  return { name, rule: 'a number greater than 0 and at most 1', accepts };
}

/** From 0, below 1. */
export function probabilityBelow1(name: string): Parameter {
  const accepts = (value: number): boolean => Number.isFinite(value) && value >= 0 && value < 1;
  return { name, rule: 'a number of at least 0 and less than 1', accepts };
}

export function count(name: string, max = Number.MAX_SAFE_INTEGER): Parameter {
  const accepts = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= max;
  const rule = max === Number.MAX_SAFE_INTEGER ? 'of at least 0' : `from 0 to ${max}`;
  return { name, rule: `a whole number ${rule}`, accepts };
}

export function safeInteger(name: string): Parameter {
  return { name, rule: 'a whole number between -2^53 and 2^53', accepts: Number.isSafeInteger };
}
