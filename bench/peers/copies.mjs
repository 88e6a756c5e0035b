// Pools for a sweep over worker counts, and workers for independent copies of the job, which show what the machine allows.
import { Pool } from 'nfold';

/**
 * A pool of each size; 0 has none. `copies(job)` is for `copies` of a sweep: n pools of one worker each do `job(pool, i)` at once, so
 * that no copy waits for another.
 */
export function startSizes(sizes) {
  const start = (workers) => new Pool({ workers });
  const pools = new Map(sizes.filter((workers) => workers > 0).map((workers) => [workers, start(workers)]));
  const single = Array.from({ length: Math.max(...sizes) }, () => start(1));
  return {
    get: (workers) => pools.get(workers),
    copies: (job) => async (n) => {
      await Promise.all(single.slice(0, n).map(job));
    },
    end: () => Promise.all([...pools.values(), ...single].map((pool) => pool.close())),
  };
}
