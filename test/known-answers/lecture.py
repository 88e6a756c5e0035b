"""Known answers for sorted uniforms and the lecture's rectangles, by NumPy: python3 lecture.py > lecture.json

The stream of a path is Generator(SFC64(SeedSequence(seed, spawn_key=path))); n sorted uniforms are the first n of n + 1
partial sums of standard exponentials, times the reciprocal of the last (the double below that where the product would
exceed 1, which happens in none of these cases). Doubles are written as C hex floats.
"""

import json

import numpy as np

SEED = 20240229


def sorted_uniforms(seed, path, n):
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=path)))
    sums = np.add.accumulate(generator.standard_exponential(n + 1))
    x = sums[:n] * (1 / sums[n])
    assert np.all(x <= 1)
    return x


def rectangles(x, f, a, corrected):
    """Right-hand rectangles between neighbouring points; corrected: the first one, from a to x[0], as well."""
    edges = np.concatenate([[a], x]) if corrected else x
    return float(np.sum(np.diff(edges) * f(edges[1:])))


def case(seed, path, n, a, b):
    x = a + (b - a) * sorted_uniforms(seed, path, n)
    f = lambda t: 1 / (1 + t * t)
    return {
        "seed": seed,
        "path": path,
        "n": n,
        "a": a,
        "b": b,
        "points": [float(v).hex() for v in x[:20]],
        "last": float(x[-1]).hex() if n else None,
        "rectangles": rectangles(x, f, a, False),
        "corrected": rectangles(x, f, a, True),
    }


cases = [case(SEED, [n], n, 0.0, 1.0) for n in (0, 1, 2, 3, 4, 10, 11, 100, 999, 4095, 4096, 4097, 10000)]
cases += [case(7, [3, 1], 1000, -2.0, 5.0)]
print(json.dumps({"numpy": np.__version__, "cases": cases}, indent=1))
