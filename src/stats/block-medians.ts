import { invalidArgument } from '../core/index.js';
import { median } from './quantile.js';

/**
 * The medians of `blocks` stretches of consecutive values, as equal in length as can be; each value itself where there are
 * no more. Values that depend on their neighbours have block medians that hardly do.
 */
export function blockMedians(values: readonly number[], blocks: number): number[] {
  if (!(Number.isInteger(blocks) && blocks > 0)) {
    throw invalidArgument('blocks', 'a whole number of at least 1', blocks);
  }
  const count = Math.min(blocks, values.length);
  const border = (i: number): number => Math.round((i * values.length) / count);
  return Array.from({ length: count }, (_, i) => median(values.slice(border(i), border(i + 1))));
}
