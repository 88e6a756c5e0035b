/* sfc64 with NumPy's ziggurat in C, branches and all: a peer of bench/random.mjs and bench/simulate.mjs. compiled.mjs makes tables.h and gives the kind,
   the number of blocks and their size a line; answers with seconds. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "tables.h"

static uint64_t a = 1, b = 2, c = 3, counter = 4;

static inline uint64_t next(void) {
  uint64_t out = a + b + counter++;
  a = b ^ (b >> 11);
  b = c + (c << 3);
  c = ((c << 24) | (c >> 40)) + out;
  return out;
}

static inline double uniform(void) { return (next() >> 11) * 0x1p-53; }

static double normal(void) {
  for (;;) {
    uint64_t r = next(), distance = (r >> 9) & 0xfffffffffffff;
    int layer = r & 255;
    double x = distance * wi[layer];
    if (r & 256) x = -x;
    if (distance < ki[layer]) return x;
    if (layer == 0) {
      for (;;) {
        double beyond = -0.27366123732975827203 * log1p(-uniform()), y = -log1p(-uniform());
        if (y + y > beyond * beyond) return (r >> 17) & 1 ? -(nor_r + beyond) : nor_r + beyond;
      }
    }
    if ((fi[layer - 1] - fi[layer]) * uniform() + fi[layer] < exp(-0.5 * x * x)) return x;
  }
}

static double exponential(void) {
  for (;;) {
    uint64_t r = next();
    int layer = (r >> 3) & 255;
    double x = (r >> 11) * we[layer];
    if ((r >> 11) < ke[layer]) return x;
    if (layer == 0) return exp_r - log1p(-uniform());
    if ((fe[layer - 1] - fe[layer]) * uniform() + fe[layer] < exp(-x)) return x;
  }
}

static double out[100000];
static volatile double moments[2];

static void fill(char kind, int n) {
  double sum = 0;
  switch (kind) {
    case 'u': for (int i = 0; i < n; i++) out[i] = uniform(); break;
    case 'n': for (int i = 0; i < n; i++) out[i] = normal(); break;
    case 'e': for (int i = 0; i < n; i++) out[i] = exponential(); break;
    case 's':
      for (int i = 0; i < n; i++) out[i] = sum += exponential();
      sum = 1 / (sum + exponential());
      for (int i = 0; i < n; i++) out[i] *= sum;
      break;
    case 'm': { /* the lab's model of bench/simulate.mjs, with the sums that give mean and standard deviation */
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double alpha = 15 + 2 * normal(), x1 = 3 + 5 * normal(), x2 = 10 + normal(), x3 = 8 + 8 * normal();
        double y = alpha + x1 + 2 * x2 + x3 / 2 + normal();
        sum += y;
        squares += y * y;
      }
      moments[0] = sum;
      moments[1] = squares;
      break;
    }
    default: /* pairs of 32-bit values below 1000, as Lemire draws them */
      for (int i = 0; i < n;) {
        uint64_t r = next(), low = (r & 0xffffffff) * 1000, high = (r >> 32) * 1000;
        if ((uint32_t)low >= 296) out[i++] = low >> 32;
        if ((uint32_t)high >= 296 && i < n) out[i++] = high >> 32;
      }
  }
}

int main(void) {
  char kind[32];
  int blocks, size;
  while (scanf("%31s %d %d", kind, &blocks, &size) == 3 && size <= 100000) {
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < blocks; i++) fill(kind[0], size);
    clock_gettime(CLOCK_MONOTONIC, &stop);
    printf("%.9f\n", (stop.tv_sec - start.tv_sec) + 1e-9 * (stop.tv_nsec - start.tv_nsec));
    fflush(stdout);
  }
}
