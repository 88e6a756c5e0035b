"""Known answers for quantiles of Student's t, by SciPy: python3 student_t.py > student_t.json"""

import json

import scipy
from scipy.stats import t

LEVELS = [1e-6, 0.01, 0.3, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9995, 1 - 1e-6]
FREEDOMS = [1, 2, 3, 4, 5, 7, 9, 13, 28, 29, 99, 100, 199, 200, 201, 500, 1000, 1001, 10_000, 10_000_000]

cases = [{"p": p, "df": df, "t": float(t.ppf(p, df))} for df in FREEDOMS for p in LEVELS]
print(json.dumps({"scipy": scipy.__version__, "cases": cases}, indent=1))
