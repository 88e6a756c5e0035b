"""SciPy as a peer of bench/integrate/n-dimensions.mjs. `qmc,N` or `cubature,N`: integrates with about N evaluations of a vectorised
integrand in five dimensions and answers with the seconds it took, scaled to N evaluations."""

import sys
import time

import numpy as np
from scipy import integrate
from scipy.stats import qmc

D = 5
count = 0


def f(x):
    global count
    count += len(x)
    return np.where(x[:, 0] < 0.3, 0, x[:, 0] + x[:, 1] * x[:, 2] + x[:, 3] * x[:, 4])


for line in sys.stdin:
    method, evaluations = line.strip().split(",")
    wanted = int(evaluations)
    count = 0
    start = time.perf_counter()
    if method == "qmc":
        each = 2 ** int(np.log2(wanted / 15))
        for seed in range(wanted // each):
            f(qmc.Sobol(D, rng=seed).random(each)).mean()
    else:
        rule_size = 2**D + 2 * D * D + 2 * D + 1
        integrate.cubature(
            f, np.zeros(D), np.ones(D), rule="genz-malik", rtol=0, max_subdivisions=min(wanted // (2 * rule_size), 1500)
        )
    print((time.perf_counter() - start) * wanted / max(count, 1), flush=True)
