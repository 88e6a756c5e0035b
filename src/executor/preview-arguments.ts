import { preview } from '../core/index.js';
import type { Chunk } from './types.js';

/** How much of an argument is looked at: it may be a list of millions. */
const WIDEST = 8;
const DEEPEST = 3;

/** The arguments of a call for people, such as `3, [1,2,3,"... 997 more"]`. */
export function previewArguments({ args, arity, functions }: Chunk, call: number): string {
  const texts: string[] = [];
  for (let at = call * arity; at < (call + 1) * arity; at++) {
    const isFunction = functions?.some(([place]) => place === at) === true;
    texts.push(isFunction ? 'a function' : preview(clip(args[at], 0)));
  }
  return texts.join(', ');
}

function clip(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set)
    return depth === 0 ? value : Object.prototype.toString.call(value).slice(8, -1);
  if (depth === DEEPEST) return '...';
  if (Array.isArray(value)) {
    const first = value.slice(0, WIDEST).map((item) => clip(item, depth + 1));
    return value.length > WIDEST ? [...first, `... ${value.length - WIDEST} more`] : first;
  }
  const clipped: Record<string, unknown> = {};
  let properties = 0;
  for (const key in value) {
    if (properties++ === WIDEST) break;
    clipped[key] = clip((value as Record<string, unknown>)[key], depth + 1);
  }
  return clipped;
}
