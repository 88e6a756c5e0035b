/** Whether a value is a promise, of any library. Quick for numbers, which it is asked about most. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof (value as Partial<PromiseLike<T>>).then === 'function';
}
