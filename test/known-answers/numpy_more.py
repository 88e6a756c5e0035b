"""More of NumPy's draws: python3 numpy_more.py > numpy_more.json (NumPy 2.4.6).

Each call starts from a fresh Generator(bitgen(SeedSequence(seed, spawn_key))); floats are written by float.hex(), integers
in decimal; next_raw_after is the generator's next raw output in hex, which shows that as many bits were used.
NumPy 1.24.2 gives the same but for wald, zipf(1.1) and beta(1e-4, 2e-4), which were rewritten since.
"""

import json

import numpy as np

CALLS = [
    "random(20)",
    "hypergeometric(15, 12, 8, 20)",
    "hypergeometric(5, 3, 7, 20)",
    "hypergeometric(70, 30, 40, 20)",
    "hypergeometric(30, 170, 90, 20)",
    "hypergeometric(100000, 900000, 5000, 20)",
    "hypergeometric(3000, 400, 3300, 20)",
    "negative_binomial(3, 0.4, 20)",
    "negative_binomial(0.5, 0.05, 20)",
    "negative_binomial(200, 0.3, 20)",
    "zipf(2.5, 20)",
    "zipf(1.1, 20)",
    "zipf(8, 20)",
    "logseries(0.6, 20)",
    "logseries(0.99, 20)",
    "pareto(2.5, 20)",
    "power(3.5, 20)",
    "power(0.4, 20)",
    "rayleigh(1.5, 20)",
    "wald(2.5, 1.5, 20)",
    "wald(1, 100, 20)",
    "f(3, 7, 20)",
    "f(1.5, 12, 20)",
    "noncentral_chisquare(3.5, 2, 20)",
    "noncentral_chisquare(0.8, 4, 20)",
    "noncentral_chisquare(2, 0, 20)",
    "noncentral_f(3, 8, 2.5, 20)",
    "weibull(0.7, 20)",
    "gamma(0.3, 2, 20)",
    "gamma(1, 4, 20)",
    "gamma(12.5, 0.5, 20)",
    "gamma(0, 1, 20)",
    "beta(0.02, 0.01, 20)",
    "beta(1e-4, 2e-4, 20)",
    "beta(0.5, 3, 20)",
    "chisquare(0.5, 20)",
    "standard_t(1.5, 20)",
    "gumbel(2, 3, 20)",
    "logistic(-1, 2.5, 20)",
    "laplace(4, 0.5, 20)",
    "triangular(-2, -2, 5, 20)",
    "triangular(-2, 5, 5, 20)",
    "lognormal(-2, 2, 20)",
    "poisson(9.99, 20)",
    "poisson(10, 20)",
    "poisson(1e9, 20)",
    "poisson(0, 20)",
    "binomial(1000, 0.97, 20)",
    "binomial(1000000, 0.6, 20)",
    "binomial(100, 0.5, 20)",
    "binomial(61, 0.5, 20)",
    "binomial(10, 1, 20)",
    "binomial(1000000000000, 1e-12, 20)",
    "geometric(1e-9, 20)",
    "geometric(0.34, 20)",
    "geometric(1, 20)",
    "vonmises(0.5, 4, 20)",
    "vonmises(-3, 0.7, 20)",
    "vonmises(1, 1e-6, 20)",
    "vonmises(1, 1e-9, 20)",
    "vonmises(3, 1e7, 20)",
    "standard_normal(3000)",
    "standard_exponential(3000)",
    "standard_normal(3000, dtype=np.float32)",
    "standard_exponential(3000, dtype=np.float32)",
    "standard_exponential(200, method='inv', dtype=np.float32)",
    "standard_gamma(0.4, 200, dtype=np.float32)",
    "standard_gamma(3.7, 200, dtype=np.float32)",
    "integers(0, 1, 5)",
    "integers(-100, 101, 40, dtype=np.int8)",
    "integers(-128, 128, 40, dtype=np.int8)",
    "integers(-30000, 30001, 40, dtype=np.int16)",
    "integers(0, 65536, 40, dtype=np.uint16)",
    "integers(0, 256, 40, dtype=np.uint8)",
    "integers(-2**31, 2**31, 40, dtype=np.int32)",
    "integers(-2**52, 2**52 - 1, 40)",
    "integers(0, 2**53 - 1, 200)",
    "integers(0, 2**64, 20, dtype=np.uint64)",
    "integers(0, 2**53 + 2, 20)",
    "dirichlet([0.5, 2, 7], 5)",
    "dirichlet([0.05, 0.01, 0.09, 0.02], 5)",
    "dirichlet([3, 1e-3, 40, 1], 5)",
    "multinomial(20, [0.2, 0.3, 0.5], 6)",
    "multinomial(100000, [0.1, 0, 0.25, 0.65], 6)",
    "multivariate_hypergeometric([16, 8, 4], 6, 8, method='marginals')",
    "multivariate_hypergeometric([160, 80, 40, 300], 500, 8, method='marginals')",
    "multivariate_normal([1, -2, 3], [[4, 2, 0.6], [2, 3, 0.4], [0.6, 0.4, 1]], 20, method='cholesky')",
    "choice(20000, 30, replace=False)",
    "choice(20000, 500, replace=False)",
    "choice(20000, 1500, replace=False, shuffle=False)",
    "choice(1000, 1000, replace=False)",
    "choice(1000, 999, replace=False, shuffle=False)",
    "choice(6, 6, replace=False, p=[0.3, 0.01, 0.04, 0.05, 0.2, 0.4])",
    "bytes(7)",
]


def text(value):
    return float(value).hex() if isinstance(value, (float, np.floating)) else str(int(value))


def main():
    vectors = []
    for bitgen in ["SFC64", "PCG64DXSM", "PCG64", "Philox", "MT19937"]:
        for call in CALLS:
            bits = getattr(np.random, bitgen)(np.random.SeedSequence(2718, spawn_key=(1, 4)))
            g = np.random.Generator(bits)
            drawn = eval("g." + call)
            values = list(drawn) if isinstance(drawn, bytes) else list(np.asarray(drawn).ravel())
            kept = values if len(values) <= 60 else values[:20] + values[-20:]
            vectors.append(
                {
                    "bitgen": bitgen,
                    "seed": "a9e",
                    "spawn_key": [1, 4],
                    "call": call.replace("np.", ""),
                    "count": len(values),
                    "values": [text(value) for value in kept],
                    "next_raw_after": [format(int(bits.random_raw()), "x")],
                }
            )
    lines = ",\n    ".join(json.dumps(vector) for vector in vectors)
    print('{\n  "numpy": "%s",\n  "distributions": [\n    %s\n  ]\n}' % (np.__version__, lines))


main()
