"""Theory of the distributions, by SciPy: python3 distributions.py > distributions.json (SciPy 1.17.1).

For each case mean and variance (null where SciPy has none); of continuous distributions the 127 quantiles at k/128 and the
density at some of them; of discrete ones the probabilities of first, first + 1, ... up to a tail below 1e-7.
Floats by float.hex().
"""

import json
import math

import numpy as np
import scipy
from scipy import stats

CONTINUOUS = {
    "random": [((), stats.uniform())],
    "uniform": [((-3.5, 7.25), stats.uniform(-3.5, 10.75))],
    "standardNormal": [((), stats.norm())],
    "normal": [((10.5, 2.25), stats.norm(10.5, 2.25))],
    "standardExponential": [((), stats.expon())],
    "exponential": [((2.5,), stats.expon(scale=2.5))],
    "standardGamma": [((0.4,), stats.gamma(0.4)), ((1.0,), stats.gamma(1)), ((3.7,), stats.gamma(3.7))],
    "gamma": [((0.9, 2.0), stats.gamma(0.9, scale=2)), ((50.0, 0.1), stats.gamma(50, scale=0.1))],
    "beta": [((0.5, 0.7), stats.beta(0.5, 0.7)), ((2.5, 3.5), stats.beta(2.5, 3.5)), ((1.0, 4.0), stats.beta(1, 4))],
    "chisquare": [((3.0,), stats.chi2(3)), ((0.7,), stats.chi2(0.7))],
    "noncentralChisquare": [((3.5, 2.0), stats.ncx2(3.5, 2)), ((0.8, 4.0), stats.ncx2(0.8, 4))],
    "f": [((4.0, 11.0), stats.f(4, 11)), ((1.5, 9.0), stats.f(1.5, 9))],
    "noncentralF": [((3.0, 12.0, 2.5), stats.ncf(3, 12, 2.5))],
    "standardT": [((7.5,), stats.t(7.5)), ((1.5,), stats.t(1.5))],
    "standardCauchy": [((), stats.cauchy())],
    "cauchy": [((2.0, 3.0), stats.cauchy(2, 3))],
    "lognormal": [((0.1, 0.4), stats.lognorm(0.4, scale=math.exp(0.1)))],
    "triangular": [((0.0, 1.0, 4.0), stats.triang(0.25, 0, 4)), ((-1.0, -1.0, 1.0), stats.triang(0, -1, 2))],
    "weibull": [((1.5,), stats.weibull_min(1.5)), ((0.8,), stats.weibull_min(0.8))],
    "laplace": [((1.0, 2.0), stats.laplace(1, 2))],
    "logistic": [((1.0, 2.0), stats.logistic(1, 2))],
    "gumbel": [((1.0, 2.0), stats.gumbel_r(1, 2))],
    "pareto": [((6.5,), stats.lomax(6.5)), ((1.0,), stats.lomax(1))],
    "power": [((2.5,), stats.powerlaw(2.5)), ((0.6,), stats.powerlaw(0.6))],
    "rayleigh": [((1.5,), stats.rayleigh(scale=1.5))],
    "wald": [((2.5, 1.5), stats.invgauss(2.5 / 1.5, scale=1.5)), ((1.0, 20.0), stats.invgauss(1 / 20, scale=20))],
    "vonmises": [((0.0, 4.0), stats.vonmises(4)), ((0.0, 0.3), stats.vonmises(0.3))],
}

DISCRETE = {
    "integers": [((-3.0, 9.0), stats.randint(-3, 9))],
    "poisson": [((3.3,), stats.poisson(3.3)), ((55.5,), stats.poisson(55.5))],
    "binomial": [
        ((20.0, 0.3), stats.binom(20, 0.3)),
        ((1000.0, 0.42), stats.binom(1000, 0.42)),
        ((100.0, 0.93), stats.binom(100, 0.93)),
    ],
    "geometric": [((0.2,), stats.geom(0.2)), ((0.5,), stats.geom(0.5))],
    "negativeBinomial": [((3.0, 0.4), stats.nbinom(3, 0.4)), ((0.7, 0.2), stats.nbinom(0.7, 0.2))],
    "hypergeometric": [
        ((15.0, 12.0, 8.0), stats.hypergeom(27, 15, 8)),
        ((70.0, 130.0, 120.0), stats.hypergeom(200, 70, 120)),
    ],
    "zipf": [((5.5,), stats.zipf(5.5))],
    "logseries": [((0.6,), stats.logser(0.6))],
}


def number(x):
    return float(x).hex() if math.isfinite(x) else None


def moments(law):
    mean, variance = law.stats("mv")
    return {"mean": number(mean), "variance": number(variance)}


def main():
    lines = []
    for name, cases in CONTINUOUS.items():
        for parameters, law in cases:
            quantiles = law.ppf(np.arange(1, 128) / 128)
            at = quantiles[::18]
            case = {
                "name": name,
                "parameters": list(parameters),
                **moments(law),
                "quantiles": [number(x) for x in quantiles],
                "density": [[number(x), number(law.pdf(x))] for x in at],
            }
            lines.append(json.dumps(case))
    for name, cases in DISCRETE.items():
        for parameters, law in cases:
            first = int(law.support()[0])
            last = first
            while law.sf(last) > 1e-7:
                last += 1
            case = {
                "name": name,
                "parameters": list(parameters),
                **moments(law),
                "first": first,
                "probabilities": [number(law.pmf(k)) for k in range(first, last + 1)],
            }
            lines.append(json.dumps(case))
    print('{\n  "scipy": "%s",\n  "cases": [\n    %s\n  ]\n}' % (scipy.__version__, ",\n    ".join(lines)))


main()
