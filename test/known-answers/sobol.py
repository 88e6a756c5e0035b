"""Points of Sobol's sequence by SciPy (Joe and Kuo's direction numbers, no scrambling), as whole numbers over 2^32.

    python3 sobol.py > sobol.json
"""
import json

import numpy as np
import scipy
from scipy.stats import qmc

DIMENSIONS = 1111
points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random_base2(6)
integers = (points * 2.0**32).astype(np.uint64)
shown = [0, 1, 2, 3, 9, 49, 99, 127, 500, 1000, 1110]
print(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "dimension": DIMENSIONS,
            "count": 64,
            "columns": {str(k): [int(x) for x in integers[:, k]] for k in shown},
            # The sum over all dimensions of each point, which no dimension can leave unnoticed.
            "sums": [int(x) for x in integers.sum(axis=1)],
        }
    )
)
