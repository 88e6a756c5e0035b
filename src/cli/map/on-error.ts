import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

/** What is done about an input that fails. */
export interface OnError {
  /** Whether no more inputs are begun after a failure. */
  readonly stop: boolean;
  /** How often an input is tried again. */
  readonly retries: number;
}

export const onError: OptionSpec<OnError> = {
  placeholder: 'stop|skip|retry:N',
  description:
    'after a failure: skip goes on with the others, stop begins no more, retry:N tries the input again up to N times',
  defaultText: 'skip',
  parse(text, flag) {
    if (text === 'stop' || text === 'skip') return { stop: text === 'stop', retries: 0 };
    const retries = /^retry:([1-9]\d{0,5})$/.exec(text)?.[1];
    if (retries === undefined) throw refuse(flag, 'stop, skip or retry:N with N from 1', text);
    return { stop: false, retries: Number(retries) };
  },
  fallback: () => ({ stop: false, retries: 0 }),
  show: ({ stop, retries }) => (stop ? 'stop' : retries > 0 ? `retry:${retries}` : 'skip'),
};
