/** Integrals over one range that let the event loop in: the bits are those of `quad` and `integrateFixed`. */
import { estimate, now, yieldToEventLoop } from '../core/index.js';
import type { Integrand } from '../kernel/index.js';
import { type FixedOptions, fixedSteps } from './fixed.js';
import type { Integral } from './integral.js';
import type { Range } from './options.js';
import {
  type AnyQuadIntegrand,
  type AnyQuadrature,
  type QuadOptions,
  type TraceEntry,
  functionOf,
  quadUntil,
} from './quad/index.js';
import { SLICE, SlicedRun } from './slices.js';
import { STOPPED_EARLY } from './stop.js';

/** An integral by `quad`, ready to be worked at in slices. */
export function slicedQuad(
  f: AnyQuadIntegrand,
  [a, b]: Range,
  options: QuadOptions,
): SlicedRun<unknown, AnyQuadrature> {
  const listener = options.onIteration && heardOnce(options.onIteration);
  return new SlicedRun<unknown, AnyQuadrature>(
    functionOf<(x: number, distance: number) => unknown>(f),
    options,
    (call, stop) => {
      const hear = listener?.();
      const onIteration = (entry: TraceEntry): void => {
        stop.step();
        hear?.(entry);
      };
      return quadUntil(call as AnyQuadIntegrand, a, b, { ...options, onIteration }, stop);
    },
    (reason, evaluations) => {
      const fields = { value: NaN, error: Infinity, errorKind: 'bound', evaluations } as const;
      const { status, message } = STOPPED_EARLY[reason];
      return { ...estimate({ ...fields, status }, 'none'), method: 'none', message };
    },
  );
}

/** Works at it to its end. */
export async function quadInSlices(run: SlicedRun<unknown, AnyQuadrature>): Promise<AnyQuadrature> {
  for (;;) {
    const found = run.next();
    if (found !== undefined) return found;
    await yieldToEventLoop();
  }
}

export async function fixedInSlices(f: Integrand, range: Range, options: FixedOptions): Promise<Integral> {
  const steps = fixedSteps(f, range, options);
  for (let start = now(); ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (now() - start < SLICE) continue;
    await yieldToEventLoop();
    start = now();
  }
}

type Listener = NonNullable<QuadOptions['onIteration']>;

/** A listener for each pass of a run, which leaves out what a pass before has told. */
function heardOnce(listener: Listener): () => Listener {
  let heard = 0;
  return () => {
    let count = 0;
    return (entry) => {
      if (count++ < heard) return;
      heard = count;
      listener(entry);
    };
  };
}
