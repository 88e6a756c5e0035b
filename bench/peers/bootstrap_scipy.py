"""SciPy's bootstrap, as a peer: reads a JSON line {"statistic", "samples", "resamples"}, answers with a JSON line of seconds and the
interval. BCa, vectorised, in batches that fit the cache (the fastest of 100, 1000 and all at once), seeded."""

import json
import sys
import time

import numpy as np
from scipy import stats


def correlation(a, b, axis=-1):
    da = a - a.mean(axis=axis, keepdims=True)
    db = b - b.mean(axis=axis, keepdims=True)
    return (da * db).sum(axis=axis) / np.sqrt((da**2).sum(axis=axis) * (db**2).sum(axis=axis))


STATISTICS = {"mean": np.mean, "median": np.median, "sd": lambda a, axis=-1: np.std(a, axis=axis, ddof=1), "correlation": correlation}


def run(samples, statistic, resamples, batch):
    start = time.perf_counter()
    found = stats.bootstrap(
        samples, STATISTICS[statistic], n_resamples=resamples, batch=batch, paired=len(samples) > 1, vectorized=True,
        method="BCa", rng=np.random.Generator(np.random.SFC64(1)),
    )
    return time.perf_counter() - start, found.confidence_interval


best = {}
for line in sys.stdin:
    job = json.loads(line)
    samples = [np.array(sample) for sample in job["samples"]]
    ask = lambda batch: run(samples, job["statistic"], job["resamples"], batch)
    if job["statistic"] not in best:
        best[job["statistic"]] = min((100, 1000, job["resamples"]), key=lambda batch: min(ask(batch)[0] for _ in range(2)))
    seconds, interval = ask(best[job["statistic"]])
    print(json.dumps({"seconds": seconds, "low": interval.low, "high": interval.high}), flush=True)
