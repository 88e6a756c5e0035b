import { ownLoop } from '../core/own-loop.js';
import { CELLS } from '../executor/protocol.js';
import type { CompiledFunction } from '../task/index.js';
import type { TaskContext } from './context.js';

/** What a loop works on, and where it leaves what it found. */
export interface CallState {
  args: ArrayLike<unknown>;
  values: unknown[];
  readonly cells: Int32Array;
  readonly piece: number;
  /** Makes the context of a call; set for functions that are given one. */
  context: ((call: number) => TaskContext) | undefined;
  /** The next call; the one that threw or returned a promise when the loop ends early. */
  call: number;
  /** What the call threw or returned. */
  outcome: unknown;
}

/** Why a loop came back: all calls made, not wanted any more, a call threw, a call returned a promise. */
export const LOOP = { done: 0, stopped: 1, threw: 2, pending: 3 } as const;

/** Makes the calls `state.call` … `to - 1`. */
export type CallLoop = (fn: CompiledFunction['call'], state: CallState, to: number) => number;

/** Pieces of fewer calls are not worth a loop of their own, in microseconds a function: 50 to make it, 0.02 saved a call. */
const WORTH_IT = 512;

const loops = new WeakMap<CompiledFunction, Map<number, CallLoop>>();

/** The loop for calls of `fn` with `arity` arguments each: its own, so that no other function slows it down. */
export function callLoop(fn: CompiledFunction, arity: number, count: number): CallLoop {
  const known = loops.get(fn)?.get(arity);
  if (known !== undefined) return known;
  if (count < WORTH_IT) return sharedLoop(arity, fn.parameters > arity);
  const loop = makeLoop(arity, fn.parameters > arity);
  const ofFunction = loops.get(fn) ?? new Map<number, CallLoop>();
  loops.set(fn, ofFunction.set(arity, loop));
  return loop;
}

const shared = new Map<string, CallLoop>();

function sharedLoop(arity: number, context: boolean): CallLoop {
  const key = `${arity} ${context}`;
  let loop = shared.get(key);
  if (loop === undefined) shared.set(key, (loop = makeLoop(arity, context)));
  return loop;
}

function makeLoop(arity: number, context: boolean): CallLoop {
  const args = Array.from({ length: arity }, (_, k) => `args[${arity} * i + ${k}]`);
  if (context) args.push('state.context(i)');
  return ownLoop<CallLoop>(`(fn, state, to) => {
  const { args, values, cells, piece } = state;
  let i = state.call;
  try {
    for (; i < to; i++) {
      if (cells[${CELLS.stop}] === piece) { state.call = i; return ${LOOP.stopped}; }
      cells[${CELLS.call}] = i;
      const value = fn(${args.join(', ')});
      if (typeof value === 'object' && value !== null && typeof value.then === 'function') {
        state.call = i;
        state.outcome = value;
        return ${LOOP.pending};
      }
      values.push(value);
    }
  } catch (error) {
    state.call = i;
    state.outcome = error;
    return ${LOOP.threw};
  }
  state.call = i;
  return ${LOOP.done};
}`);
}
