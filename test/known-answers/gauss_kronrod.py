"""Nodes and weights of the Gauss-Kronrod rules, in 60 digits, rounded to doubles.

D. P. Laurie, "Calculation of Gauss-Kronrod quadrature rules", Mathematics of Computation 66 (1997) 1133-1145: the
Jacobi-Kronrod matrix for Legendre's weight; its eigenvalues are the nodes (G. H. Golub, J. H. Welsch, 1969).

python3 gauss_kronrod.py > ../../src/integrate/rules/gauss-kronrod-tables.ts (mpmath 1.3.0), then npm run format
"""
from mpmath import mp, mpf, matrix, eigsy

mp.dps = 60


def jacobi_kronrod(n):
    length = (3 * n + 1) // 2 + 1
    b0 = [mpf(2)] + [mpf(k * k) / (4 * k * k - 1) for k in range(1, length)]
    b = [mpf(0)] * (2 * n + 1)
    a = [mpf(0)] * (2 * n + 1)
    for k in range(length):
        b[k] = b0[k]
    s = [mpf(0)] * (n // 2 + 2)
    t = [mpf(0)] * (n // 2 + 2)
    t[1] = b[n + 1]
    for m in range(n - 1):
        u = mpf(0)
        for k in range((m + 1) // 2, -1, -1):
            l = m - k
            u += (a[k + n + 1] - a[l]) * t[k + 1] + b[k + n + 1] * s[k] - b[l] * s[k + 1]
            s[k + 1] = u
        s, t = t, s
    for j in range(n // 2, -1, -1):
        s[j + 1] = s[j]
    for m in range(n - 1, 2 * n - 2):
        u = mpf(0)
        for k in range(m + 1 - n, (m - 1) // 2 + 1):
            l = m - k
            j = n - 1 - l
            u += -(a[k + n + 1] - a[l]) * t[j + 1] - b[k + n + 1] * s[j + 1] + b[l] * s[j + 2]
            s[j + 1] = u
        k = (m + 1) // 2
        if m % 2 == 0:
            a[k + n + 1] = a[k] + (s[j + 1] - b[k + n + 1] * s[j + 2]) / t[j + 2]
        else:
            b[k + n + 1] = s[j + 1] / s[j + 2]
        s, t = t, s
    a[2 * n] = a[n - 1] - b[2 * n] * s[1] / t[1]
    return a, b


def rule(a, b, count):
    m = matrix(count)
    for i in range(count):
        m[i, i] = a[i]
    for i in range(count - 1):
        m[i, i + 1] = m[i + 1, i] = mp.sqrt(b[i + 1])
    values, vectors = eigsy(m)
    pairs = sorted((values[i], b[0] * vectors[0, i] ** 2) for i in range(count))
    return pairs


print('/**')
print(' * Gauss-Kronrod rules on [-1, 1]: A. S. Kronrod, "Nodes and weights of quadrature formulas" (1965), computed as in')
print(' * D. P. Laurie, "Calculation of Gauss-Kronrod quadrature rules", Mathematics of Computation 66 (1997) 1133-1145, by')
print(' * test/known-answers/gauss_kronrod.py in 60 digits. For each rule: the nodes that are not negative, from the outermost')
print(' * to 0, their weights, and the weights of the Gauss rule at every second node.')
print(' */')
print("export const GAUSS_KRONROD_TABLES = {")
for n in (7, 10, 15, 30):
    a, b = jacobi_kronrod(n)
    kronrod = rule(a, b, 2 * n + 1)
    gauss = rule([mpf(0)] * n, [mpf(2)] + [mpf(k * k) / (4 * k * k - 1) for k in range(1, n)], n)
    half = [(x, w) for x, w in kronrod if x > mpf(10) ** -40][::-1] + [(mpf(0), kronrod[n][1])]
    ghalf = [(x, w) for x, w in gauss if x > -mpf(10) ** -40][::-1]
    for (x, _), (y, _) in zip(half[1::2], ghalf):
        assert abs(x - y) < mpf(10) ** -40, (x, y)
    assert abs(sum(w for _, w in kronrod) - 2) < mpf(10) ** -50
    print(f"  {2 * n + 1}: {{")
    for name, numbers in (('nodes', [x for x, _ in half]), ('kronrod', [w for _, w in half]), ('gauss', [w for _, w in ghalf])):
        print(f"    {name}: [" + ', '.join(repr(float(v)) for v in numbers) + '],')
    print('  },')
print('} as const;')
