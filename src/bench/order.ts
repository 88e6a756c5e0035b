/**
 * The order of the runs within each round: a new permutation a round, so that slow drifts of the machine (heat, other
 * programs, a garbage collection every so often) hit all variants alike; from a seed, so that a run can be repeated.
 */
export function roundOrders(count: number, seed: number): () => number[] {
  const next = mulberry32(seed);
  return () => {
    const order = Array.from({ length: count }, (_, i) => i);
    // R. Durstenfeld, "Algorithm 235: Random permutation", Communications of the ACM 7 (1964) 420.
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state, plenty for shuffling a handful of runs. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}
