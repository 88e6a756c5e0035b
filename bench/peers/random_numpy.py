"""NumPy's generators as a peer of bench/random.mjs. A line of words with commas between them, and its answer:

state,GENERATOR: the state of seed 1 as 32-bit words; values,GENERATOR,KIND,N: the first N numbers of seed 1 as doubles, in
full; GENERATOR,KIND,DRAWS,BLOCK: fills DRAWS numbers in blocks of BLOCK, and says in how many seconds.
"""

import sys
import time

import numpy as np

GENERATORS = {"sfc64": np.random.SFC64, "pcg64dxsm": np.random.PCG64DXSM, "philox": np.random.Philox}
FILLS = {
    "uniforms": lambda rng, out: rng.random(out=out),
    "normals": lambda rng, out: rng.standard_normal(out=out),
    "exponentials": lambda rng, out: rng.standard_exponential(out=out),
    "sorted uniforms": lambda rng, out: rng.random(out=out).sort(),
    "integers": lambda rng, out: rng.integers(0, 1000, out.size),
}
fresh = lambda name: np.random.Generator(GENERATORS[name](1))


def state_words(name):
    """The state in the layout of nfold's kernels, without the kept half."""
    full = GENERATORS[name](1).state
    state = full["state"]
    if name == "sfc64":
        whole = [int(word) for word in state["state"]]
    elif name == "pcg64dxsm":
        whole = [part >> shift & (2**64 - 1) for part in (state["state"], state["inc"]) for shift in (0, 64)]
    else:
        parts = [*state["counter"], *state["key"], *full["buffer"], full["buffer_pos"]]
        whole = [int(word) for word in parts]
    return [word >> shift & 0xFFFFFFFF for word in whole for shift in (0, 32)]


running = {name: fresh(name) for name in GENERATORS}
buffers = {}

for line in sys.stdin:
    words = line.rstrip("\n").split(",")
    if words[0] == "state":
        print(*state_words(words[1]), flush=True)
        continue
    if words[0] == "values":
        out = np.empty(int(words[3]))
        result = FILLS[words[2]](fresh(words[1]), out)
        values = out if result is None or result is out else result.astype(float)
        print(*map(repr, values.tolist()), flush=True)
        continue
    generator, kind, draws, block = words[0], words[1], int(words[2]), int(words[3])
    out = buffers.setdefault(block, np.empty(block))
    fill, rng = FILLS[kind], running[generator]
    start = time.perf_counter()
    for _ in range(draws // block):
        fill(rng, out)
    print(time.perf_counter() - start, flush=True)
