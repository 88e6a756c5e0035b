"""SciPy as a peer of bench/integrate/one-dimension.mjs. For a line with a number of evaluations: integrates a peak by scipy.integrate.quad
(QUADPACK's qags) as often as that takes, and calls the integrand as often in a plain loop. Answers with both times and the counts."""

import json
import sys
import time

from scipy import integrate


def f(x):
    return 1 / (0.01 + x * x)


_, _, info = integrate.quad(f, -1, 1, epsabs=0, epsrel=1e-12, full_output=True)[:3]
evaluations = info["neval"]

for line in sys.stdin:
    times = -(-int(line) // evaluations)
    start = time.perf_counter()
    for _ in range(times):
        integrate.quad(f, -1, 1, epsabs=0, epsrel=1e-12)
    whole = time.perf_counter() - start
    step = 2 / evaluations
    start = time.perf_counter()
    for _ in range(times):
        total = 0.0
        for i in range(evaluations):
            total += f(-1 + step * i)
    plain = time.perf_counter() - start
    print(json.dumps({"seconds": whole, "plain": plain, "evaluations": evaluations, "times": times}), flush=True)
