import { NfoldError } from '../core/index.js';

/**
 * What the promise comes to, or a failure with `ERR_TIMEOUT` when it has not settled after `limitMs`. It measures
 * nothing: it is there so that a backend that never answers fails a case instead of hanging the suite.
 */
export async function within<T>(limitMs: number, what: string, promise: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NfoldError('ERR_TIMEOUT', `${what} had not settled after ${limitMs} ms`, { limitMs }));
    }, limitMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
