"""Bootstrap intervals and exact permutation p-values by SciPy: python3 bootstrap.py > bootstrap.json

Intervals come from 400,000 resamples each. Samples are rounded, so that JSON holds them exactly."""

import json
import sys

import numpy as np
import scipy
from scipy import stats

RESAMPLES = 400_000
rng = np.random.default_rng(20261125)


def numbers(values):
    return [float(round(v, 6)) for v in values]


x = np.array(numbers(rng.normal(10, 3, 60)))
SAMPLES = {
    "normal": [x],
    "exponential": [np.array(numbers(rng.exponential(2, 50)))],
    "outlier": [np.array(numbers(np.append(rng.normal(0, 1, 40), 30)))],
    "pairs": [x, np.array(numbers(2 * x + rng.normal(0, 4, 60)))],
    "two": [np.array(numbers(rng.lognormal(0, 1, 45))), np.array(numbers(rng.lognormal(0.3, 0.8, 30)))],
}


def correlation(a, b, axis=-1):
    da = a - a.mean(axis=axis, keepdims=True)
    db = b - b.mean(axis=axis, keepdims=True)
    return (da * db).sum(axis=axis) / np.sqrt((da**2).sum(axis=axis) * (db**2).sum(axis=axis))


def slope(a, b, axis=-1):
    da = a - a.mean(axis=axis, keepdims=True)
    db = b - b.mean(axis=axis, keepdims=True)
    return (da * db).sum(axis=axis) / (da**2).sum(axis=axis)


STATISTICS = {
    "mean": np.mean,
    "median": np.median,
    "sd": lambda a, axis=-1: np.std(a, axis=axis, ddof=1),
    "variance": lambda a, axis=-1: np.var(a, axis=axis, ddof=1),
    "quantile 0.8": lambda a, axis=-1: np.quantile(a, 0.8, axis=axis),
    "correlation": correlation,
    "slope": slope,
    "differenceOfMeans": lambda a, b, axis=-1: a.mean(axis=axis) - b.mean(axis=axis),
    "differenceOfMedians": lambda a, b, axis=-1: np.median(a, axis=axis) - np.median(b, axis=axis),
}
QUESTIONS = [
    *[(s, name) for s in ("normal", "exponential") for name in ("mean", "median", "sd", "quantile 0.8")],
    ("outlier", "mean"),
    ("outlier", "variance"),
    ("pairs", "correlation"),
    ("pairs", "slope"),
    ("two", "differenceOfMeans"),
    ("two", "differenceOfMedians"),
]


def intervals():
    for sample, name in QUESTIONS:
        data, statistic = SAMPLES[sample], STATISTICS[name]
        found = stats.bootstrap(
            data, statistic, n_resamples=RESAMPLES, batch=20_000, paired=sample == "pairs",
            vectorized=True, method="percentile", rng=rng,
        )
        for method, alternative, confidence in [
            ("percentile", "two-sided", 0.9), ("basic", "two-sided", 0.95), ("bca", "two-sided", 0.95),
            ("bca", "less", 0.95), ("bca", "greater", 0.9),
        ]:
            again = stats.bootstrap(
                data, statistic, n_resamples=0, bootstrap_result=found, paired=sample == "pairs", vectorized=True,
                method=method, alternative=alternative, confidence_level=confidence,
            )
            low, high = again.confidence_interval
            yield {
                "sample": sample, "statistic": name, "method": method, "alternative": alternative,
                "confidence": confidence, "low": str(low), "high": str(high),
                "standardError": float(again.standard_error), "estimate": float(statistic(*data, axis=-1)),
                "bias": float(found.bootstrap_distribution.mean() - statistic(*data, axis=-1)),
            }


def spread_of_means(*samples, axis=-1):
    return np.var([s.mean(axis=axis) for s in samples], axis=0)


PERMUTED = [
    ("independent", "differenceOfMeans", [[9.1, 7.3, 8.8, 10.2, 9.9], [7.0, 8.1, 6.9, 7.7, 8.0, 9.0]]),
    ("independent", "differenceOfMedians", [[1, 2, 2, 3, 9], [4, 5, 6, 7]]),
    ("independent", "spread of means", [[1.5, 2.5, 3.1], [2.2, 4.1, 5.0], [6.0, 5.5]]),
    ("pairings", "correlation", [[1, 2, 3, 4, 5, 6], [1.2, 1.9, 3.5, 3.1, 5.5, 5.0]]),
    ("pairings", "slope", [[1, 2, 3, 5, 8, 13], [3, 1, 4, 1, 5, 9]]),
    ("samples", "mean", [[0.4, -0.3, 1.1, 0.9, -0.2, 1.5, 0.7, 0.1]]),
    ("samples", "differenceOfMeans", [[5.1, 6.2, 7.7, 4.9, 8.0, 6.6], [4.8, 6.4, 6.9, 4.0, 7.1, 6.0]]),
    ("samples", "spread of means", [[1, 2, 3, 4], [2, 2, 5, 4], [3, 4, 4, 6]]),
]


def permutations():
    for kind, name, samples in PERMUTED:
        statistic = STATISTICS.get(name, spread_of_means)
        data = [np.array(sample, dtype=float) for sample in samples]
        for alternative in ("two-sided", "less", "greater"):
            found = stats.permutation_test(
                data, statistic, permutation_type=kind, alternative=alternative, n_resamples=np.inf, vectorized=True,
            )
            yield {
                "type": kind, "statistic": name, "samples": samples, "alternative": alternative,
                "observed": float(found.statistic), "pValue": float(found.pvalue), "count": len(found.null_distribution),
            }


json.dump(
    {
        "made_with": f"SciPy {scipy.__version__}, NumPy {np.__version__}",
        "resamples": RESAMPLES,
        "samples": {name: [list(s) for s in samples] for name, samples in SAMPLES.items()},
        "intervals": list(intervals()),
        "permutations": list(permutations()),
    },
    sys.stdout,
    indent=1,
)
