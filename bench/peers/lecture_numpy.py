"""The lecture's program on NumPy, as a peer: reads the name of a variant per line, runs it, answers with seconds.

The number of estimates is its argument. plain: np.random, sort, rectangles, as the lecture writes it; generator: the same on numpy.random.Generator, in place.
"""

import sys
import time

import numpy as np

SAMPLES = int(sys.argv[1])


def integral(n, f, a, b):
    x = np.sort(np.random.uniform(a, b, n))
    return np.sum((x[1:] - x[:-1]) * f(x[1:]))


def f(x):
    return 1 / (1 + x**2)


def plain():
    return [integral(n, f, 0, 1) for n in range(SAMPLES)]


def generator(buffer=np.empty(SAMPLES), widths=np.empty(SAMPLES)):
    rng = np.random.Generator(np.random.SFC64())
    values = []
    for n in range(SAMPLES):
        x, w = buffer[:n], widths[: max(n - 1, 0)]
        rng.random(out=x)
        x.sort()
        np.subtract(x[1:], x[:-1], out=w)
        x *= x
        x += 1
        w /= x[1:]
        values.append(w.sum())
    return values


for line in sys.stdin:
    start = time.perf_counter()
    values = {"plain": plain, "generator": generator}[line.strip()]()
    print(time.perf_counter() - start, values[-1], flush=True)
