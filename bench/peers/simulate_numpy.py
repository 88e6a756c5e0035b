"""The lab's model as users of NumPy write it, a peer of bench/simulate.mjs. A line DRAWS,THREADS is answered by the seconds it
took: blocks of 100,000 draws, each thread with a generator of its own, sums of y and of its squares.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

BLOCK = 100_000


def part(seed, draws):
    rng = np.random.Generator(np.random.SFC64(seed))
    z = np.empty((5, BLOCK))
    total = squares = 0.0
    for first in range(0, draws, BLOCK):
        alpha, x1, x2, x3, y = z[:, : min(BLOCK, draws - first)]
        rng.standard_normal(out=alpha), rng.standard_normal(out=x1), rng.standard_normal(out=x2)
        rng.standard_normal(out=x3), rng.standard_normal(out=y)
        alpha *= 2
        x1 *= 5
        x2 *= 2
        x3 *= 4
        for other in (alpha, x1, x2, x3):
            y += other
        y += 15 + 3 + 20 + 4
        total += y.sum()
        squares += y @ y
    return total, squares


for line in sys.stdin:
    draws, threads = (int(word) for word in line.split(","))
    start = time.perf_counter()
    if threads == 1:
        sums = [part(1, draws)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            sums = list(pool.map(part, range(1, threads + 1), [draws // threads] * threads))
    mean = sum(total for total, _ in sums) / draws
    seconds = time.perf_counter() - start
    assert abs(mean - 42) < 1, mean
    print(seconds, flush=True)
