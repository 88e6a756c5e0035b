"""Python's pools as peers: `pools.py multiprocessing|joblib WORKERS` reads one job in JSON a line, answers with JSON.

Every job is verified by its caller: `result` is the digest of what came back (support.mjs), unless said otherwise.
The pools use the start method that the platform has (fork on Linux).

  {"job": "calls", "n": N}                      N calls of noop, one after another; seconds for all
  {"job": "each", "n": N, "objects": false}     N calls of noop at once, with a handle each (objects: by their id)
  {"job": "map", "n": N}                        x * x of a list of N numbers by the pool's own map
  {"job": "parts", "n": N}                      the same in one part a worker, cut by hand
  {"job": "arrays", "n": N}                     x * x of a NumPy array of N doubles in one part a worker
  {"job": "numpy", "n": N}                      the same without any worker
  {"job": "bytes", "n": N}                      N bytes there and back, first and last marked; result: their sum, and N
  {"job": "steps", "seconds": S}                how many steps of spin take S seconds (kept for spin); result: steps
  {"job": "spin", "n": N, "serial": false}      N tasks of that many steps each; result: how many gave what they should
"""

import json
import multiprocessing
import sys
import time

KIND, WORKERS = sys.argv[1], int(sys.argv[2])
MODULUS = 2**31 - 1


def noop(x):
    return x


def square(x):
    return x * x


def squares(xs):
    return [x * x for x in xs]


def square_array(xs):
    return xs * xs


def stamp(data):
    data = bytearray(data)
    data[0] = (data[0] + 1) % 256
    data[-1] = (data[-1] + 1) % 256
    return data


def spin(steps):
    x = 2463534242
    for _ in range(steps):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
    return x


class Multiprocessing:
    def __init__(self):
        self.pool = multiprocessing.Pool(WORKERS)

    def call(self, f, x):
        return self.pool.apply(f, (x,))

    def each(self, f, xs):
        return [handle.get() for handle in [self.pool.apply_async(f, (x,)) for x in xs]]

    def map(self, f, xs):
        return self.pool.map(f, xs)

    def end(self):
        self.pool.terminate()
        self.pool.join()


class Joblib:
    def __init__(self):
        import joblib

        self.delayed = joblib.delayed
        self.parallel = joblib.Parallel(n_jobs=WORKERS)
        self.parallel.__enter__()

    def call(self, f, x):
        return self.map(f, [x])[0]

    def map(self, f, xs):
        return self.parallel(self.delayed(f)(x) for x in xs)

    each = map

    def end(self):
        self.parallel.__exit__(None, None, None)


def digest(xs):
    value = 0
    for x in xs:
        value = (31 * value + x) % MODULUS
    return value


def in_parts(pool, f, xs):
    size = -(-len(xs) // WORKERS)
    return pool.map(f, [xs[i : i + size] for i in range(0, len(xs), size)])


def calls(pool, n):
    start = time.perf_counter()
    values = [pool.call(noop, i) for i in range(n)]
    return time.perf_counter() - start, digest(values)


def each(pool, n, objects=False):
    xs = [{"id": i, "name": "item", "weight": 0.5} for i in range(n)] if objects else list(range(n))
    start = time.perf_counter()
    values = pool.each(noop, xs)
    seconds = time.perf_counter() - start
    return seconds, digest(value["id"] for value in values) if objects else digest(values)


def map_all(pool, n):
    xs = list(range(n))
    start = time.perf_counter()
    values = pool.map(square, xs)
    return time.perf_counter() - start, digest(values)


def map_parts(pool, n):
    xs = list(range(n))
    start = time.perf_counter()
    values = [y for part in in_parts(pool, squares, xs) for y in part]
    return time.perf_counter() - start, digest(values)


def map_arrays(pool, n):
    import numpy as np

    xs = np.arange(n) % 1000.0
    start = time.perf_counter()
    values = np.concatenate(in_parts(pool, square_array, xs))
    return time.perf_counter() - start, digest(values.astype(int).tolist())


def numpy_alone(_pool, n):
    import numpy as np

    xs = np.arange(n) % 1000.0
    start = time.perf_counter()
    values = square_array(xs)
    return time.perf_counter() - start, digest(values.astype(int).tolist())


def move_bytes(pool, n):
    data = bytearray(n)
    start = time.perf_counter()
    data = pool.call(stamp, data)
    return time.perf_counter() - start, len(data) + data[0] + data[-1]


def calibrate(_pool, seconds):
    global STEPS
    trial = 2_000
    times = []
    for _ in range(200):
        start = time.perf_counter()
        spin(trial)
        times.append(time.perf_counter() - start)
    STEPS = max(1, round(trial * seconds / min(times)))
    return 0, STEPS


def spin_all(pool, n, serial=False):
    work = [STEPS] * n
    start = time.perf_counter()
    values = [spin(steps) for steps in work] if serial else pool.map(spin, work)
    return time.perf_counter() - start, values.count(spin(STEPS))


STEPS = 1
JOBS = {
    "calls": calls,
    "each": each,
    "map": map_all,
    "parts": map_parts,
    "arrays": map_arrays,
    "numpy": numpy_alone,
    "bytes": move_bytes,
    "steps": calibrate,
    "spin": spin_all,
}


def main():
    pool = {"multiprocessing": Multiprocessing, "joblib": Joblib}[KIND]()
    for line in sys.stdin:
        job = json.loads(line)
        seconds, result = JOBS[job.pop("job")](pool, **job)
        print(json.dumps({"seconds": seconds, "result": result}), flush=True)
    pool.end()


if __name__ == "__main__":
    main()
