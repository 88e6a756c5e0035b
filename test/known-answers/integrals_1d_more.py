"""More one-dimensional integrals with known values, in families with random parameters; doubles in the JavaScript expression
are taken exactly. Values are closed forms in 40 digits, or mpmath's quad with the break points given.

python3 integrals_1d_more.py > integrals_1d_more.json (mpmath 1.3.0)
"""
import json
import random

from mpmath import mp, mpf, quad, exp, log, sqrt, sin, cos, pi, atan, gamma, erf, ei, si, inf, besselj, besselk, beta, quadosc, expm1, cosh, floor

mp.dps = 40
rng = random.Random(20261125)
cases = []


def num(x):
    return repr(float(x))


def add(cls, expr, lower, upper, exact, breakpoints=()):
    cases.append({
        'id': f'm{len(cases) + 1:02d}', 'expr': expr, 'lower': lower if isinstance(lower, (int, float)) else str(lower),
        'upper': upper if isinstance(upper, (int, float)) else str(upper), 'exact': mp.nstr(exact, 25),
        'exactDouble': float(exact), 'cls': cls, 'breakpoints': list(breakpoints)})


def diverges(expr, lower, upper):
    cases.append({'id': f'm{len(cases) + 1:02d}', 'expr': expr, 'lower': lower, 'upper': upper, 'exact': None,
                  'exactDouble': None, 'cls': 'divergent', 'breakpoints': []})


def R(a, b, digits=4):
    return round(rng.uniform(a, b), digits)


# smooth
k = R(1, 4); add('smooth', f'Math.exp({k}*x)', -1, 1, (exp(mpf(k)) - exp(-mpf(k))) / k)
add('smooth', 'Math.cos(3*x)*Math.exp(-x)', 0, 2, (1 - exp(mpf(-2)) * (cos(mpf(6)) - 3 * sin(mpf(6)))) / 10)
n = 37; add('smooth', f'Math.pow(x,{n})', 0, 1, mpf(1) / (n + 1))
n = 60; add('smooth', f'Math.pow(x,{n})-3*Math.pow(x,5)', -1, 2, (mpf(2) ** (n + 1) + 1) / (n + 1) - (mpf(64) - 1) / 2)
c = R(0.4, 0.9); add('smooth', f'1/(x*x+{c})', -1, 1, 2 * atan(1 / sqrt(mpf(c))) / sqrt(mpf(c)))
c = R(0.05, 0.1); add('smooth', f'1/(x+{c})', 0, 1, log((1 + mpf(c)) / mpf(c)))
add('smooth', '1/(1+Math.exp(x))', -3, 4, quad(lambda x: 1 / (1 + exp(x)), [-3, 0, 4]))
add('smooth', 'Math.log(1+x)*x', 0, 3, quad(lambda x: log(1 + x) * x, [0, 3]))
add('smooth', '7', 1, 4, mpf(21))
add('smooth', 'x', -1, 3, mpf(4))
add('smooth', 'Math.tanh(5*x)+1', -2, 2, mpf(4))
# singular ends
for p in (R(-0.9, -0.7), R(-0.6, -0.3), R(0.1, 0.4), R(0.6, 0.9), R(1.2, 1.8)):
    add('singular', f'Math.pow(x,{p})', 0, 1, 1 / (1 + mpf(p)))
p = R(-0.9, -0.6); add('singular', f'Math.pow(x,{p})*Math.log(x)', 0, 1, -1 / (1 + mpf(p)) ** 2)
add('singular', 'Math.log(1-x)*Math.pow(1-x,-0.5)', 0, 1, mpf(-4))
p = R(-0.7, -0.4); add('singular', f'Math.pow(1-x,{p})', 0, 1, 1 / (1 + mpf(p)))
p = R(-0.6, -0.4); add('singular', f'Math.pow(3-x,{p})', 1, 3, mpf(2) ** (1 + mpf(p)) / (1 + mpf(p)))
p, q = R(-0.5, -0.2), R(-0.4, 0.3); add('singular', f'Math.pow(x,{p})*Math.pow(1-x,{q})', 0, 1, beta(1 + mpf(p), 1 + mpf(q)))
add('singular', 'Math.log(x)*Math.log(1-x)', 0, 1, 2 - pi ** 2 / 6)
add('singular', 'Math.sqrt(-Math.log(x))', 0, 1, sqrt(pi) / 2)
add('singular', 'Math.sqrt(x)*Math.log(x)', 0, 1, mpf(-4) / 9)
add('singular', 'Math.log(x)/(1+x)', 0, 1, -pi ** 2 / 12)
add('singular', 'Math.pow(x,-0.25)*Math.cos(8*x)', 0, 1, quad(lambda u: cos(8 * u ** 4) * 4 * u ** 2, [0, 0.5, 0.8, 1]))
c = R(0.2, 0.8); p = R(-0.5, -0.2)
m = mpf(c); add('interior', f'Math.pow(Math.abs(x-{c}),{p})', 0, 1, (m ** (1 + mpf(p)) + (1 - m) ** (1 + mpf(p))) / (1 + mpf(p)), [c])
c = R(0.2, 0.8); m = mpf(c); add('interior', f'Math.sqrt(Math.abs(x-{c}))', 0, 1, (m ** 1.5 + (1 - m) ** 1.5) * 2 / 3, [c])
c = R(0.2, 0.8); m = mpf(c); add('interior', f'Math.log(Math.abs(x-{c}))*Math.exp(x)', 0, 1,
    quad(lambda x: log(m - x) * exp(x), [0, m]) + quad(lambda x: log(x - m) * exp(x), [m, 1]), [c])
c = R(-1, 1); m = mpf(c); add('interior', f'Math.cbrt(x-{c})+2', -2, 2, ((2 - m) ** (mpf(4) / 3) - (2 + m) ** (mpf(4) / 3)) * 3 / 4 + 8, [c])
# discontinuous
for _ in range(2):
    c = R(0.1, 0.9); m = mpf(c); add('discontinuous', f'x<{c}?Math.exp(x):Math.exp(-x)', 0, 1, exp(m) - 1 + exp(-m) - exp(mpf(-1)), [c])
c = R(0.1, 0.9); m = mpf(c); add('discontinuous', f'Math.max(x,{c})', 0, 1, m * m + (1 - m * m) / 2, [c])
c = R(2, 7); m = mpf(c); add('discontinuous', f'Math.abs(x-{c})*Math.sin(x)', 0, 9, quad(lambda x: abs(x - m) * sin(x), [0, m, 9]), [c])
add('discontinuous', 'Math.floor(x*x)', 0, 4, sum((4 - sqrt(mpf(k))) for k in range(1, 16)), [float(sqrt(mpf(k))) for k in range(2, 16) if k not in (4, 9)] + [1.0, 2.0, 3.0])
add('discontinuous', 'Math.abs(Math.sin(7*x))', 0, 3, quad(lambda x: abs(sin(7 * x)), [0] + [pi * k / 7 for k in range(1, 7)] + [3]))
add('discontinuous', 'Math.sign(Math.cos(5*x))', 0, 2, quad(lambda x: mp.sign(cos(5 * x)), [0, pi / 10, 3 * pi / 10, 5 * pi / 10, 2]))
add('discontinuous', 'x<0.25?0:x<0.5?1:x<0.75?-2:0.5', 0, 1, mpf('-0.125'), [0.25, 0.5, 0.75])
# peaks
for w in (1e-2, 1e-3, 1e-4, 1e-6):
    c = R(0.1, 0.9); m, v = mpf(c), mpf(w)
    add('peak', f'{num(w)}/(Math.pow(x-{c},2)+{num(w)}*{num(w)})', 0, 1, atan((1 - m) / v) + atan(m / v), [c])
for w in (2e-2, 2e-3):
    c = R(0.1, 0.9); m, v = mpf(c), mpf(w)
    add('peak', f'Math.exp(-Math.pow((x-{c})/{num(w)},2))', 0, 1, sqrt(pi) / 2 * v * (erf((1 - m) / v) + erf(m / v)), [c])
c = R(0.1, 0.9); m = mpf(c); add('peak', f'Math.cos(x)+1/(1e-5+Math.pow(x-{c},2))', 0, 1,
    sin(mpf(1)) + (atan((1 - m) / sqrt(mpf(1e-5))) + atan(m / sqrt(mpf(1e-5)))) / sqrt(mpf(1e-5)), [c])
c = R(-3, 3); m = mpf(c); add('peak', f'1/(Math.pow(Math.cosh(40*(x-{c})),2))', -5, 5, (mp.tanh(40 * (5 - m)) + mp.tanh(40 * (5 + m))) / 40, [c])
# oscillatory
k = 100; add('oscillatory', f'Math.sin({k}*x)', 0, 1, (1 - cos(mpf(k))) / k)
k = R(30, 60); add('oscillatory', f'Math.cos({k}*x)*Math.exp(x)', 0, 1, ((exp(mpf(1)) * (cos(mpf(k)) + k * sin(mpf(k)))) - 1) / (1 + mpf(k) ** 2))
k = R(150, 250); add('oscillatory', f'x*x*Math.cos({k}*x)', -1, 1, 2 * (sin(mpf(k)) / k + 2 * cos(mpf(k)) / mpf(k) ** 2 - 2 * sin(mpf(k)) / mpf(k) ** 3))
k = 12; add('oscillatory', f'Math.cos({k}*Math.cos(x))', 0, 3.141592653589793, pi * besselj(0, k))
add('oscillatory', 'Math.sin(40*x*x)', 0, 1, quad(lambda x: sin(40 * x * x), mp.linspace(0, 1, 30)))
k = 20; add('oscillatory', f'Math.cos({k}*x)/Math.sqrt(x)', 0, 1, quad(lambda u: 2 * cos(k * u * u), mp.linspace(0, 1, 20)))
add('oscillatory', 'Math.sin(1/x)*x', 0.01, 1, quad(lambda u: sin(u) / u ** 3, mp.linspace(1, 100, 60)))
# infinite
p = R(-0.5, 0.5); add('infinite', f'Math.pow(x,{p})*Math.exp(-x)', 0, 'Infinity', gamma(1 + mpf(p)))
s = R(0.2, 5); add('infinite', f'Math.exp(-x*x/{s})', '-Infinity', 'Infinity', sqrt(pi * mpf(s)))
c = R(3, 6); add('infinite', f'Math.exp(-Math.pow(x-{c},2))', '-Infinity', 'Infinity', sqrt(pi))
c = R(2, 8); g = R(0.3, 0.9); add('infinite', f'1/(Math.pow(x-{c},2)+{g})', '-Infinity', 'Infinity', pi / sqrt(mpf(g)))
add('infinite', '1/(1+x*x*x*x)', 0, 'Infinity', pi / (2 * sqrt(mpf(2))))
add('infinite', 'Math.pow(x,-1.3)', 1, 'Infinity', 1 / (mpf(1.3) - 1))
add('infinite', '1/(x*x)', 2, 'Infinity', mpf(1) / 2)
add('infinite', 'Math.exp(x)', '-Infinity', 1, exp(mpf(1)))
add('infinite', 'Math.exp(-x)*Math.sin(5*x)', 0, 'Infinity', mpf(5) / 26)
add('infinite', 'x/Math.sinh(x)', 0, 'Infinity', pi ** 2 / 4)
add('infinite', 'Math.exp(-x-1/x)/Math.sqrt(x)', 0, 'Infinity', sqrt(pi) * exp(mpf(-2)))
add('infinite', 'Math.exp(-x*x)*Math.cos(6*x)', '-Infinity', 'Infinity', sqrt(pi) * exp(mpf(-9)))
add('infinite', 'Math.log(1+1/(x*x))', 0, 'Infinity', pi)
# oscillatory tails
add('oscillatory-tail', 'Math.sin(x)/x', 0, 'Infinity', pi / 2)
add('oscillatory-tail', 'Math.cos(x)/(1+x*x)', 0, 'Infinity', pi / (2 * exp(mpf(1))))
add('oscillatory-tail', 'Math.sin(3*x)/Math.sqrt(x)', 0, 'Infinity', sqrt(pi / 6))
add('oscillatory-tail', 'x*Math.sin(x)/(4+x*x)', 0, 'Infinity', pi / 2 * exp(mpf(-2)))
add('oscillatory-tail', 'Math.cos(x*x)', 0, 'Infinity', sqrt(pi / 8))
# nasty: cancellation, accumulation of oscillations
add('nasty', 'Math.exp(x)-1.7182818284590452', 0, 1, exp(mpf(1)) - 1 - mpf(1.7182818284590452))
add('nasty', 'Math.sin(1/x)', 0, 1, sin(mpf(1)) - mp.ci(mpf(1)))
# no value
diverges('1/x', 0, 1)
diverges('1/(x*x)', -1, 1)
diverges('1/(x-0.3)', 0, 1)
diverges('1/Math.pow(x-0.37,2)', 0, 1)
diverges('Math.cos(x)', 0, 'Infinity')
diverges('1/x', 1, 'Infinity')
diverges('1/Math.sqrt(x)', 1, 'Infinity')
diverges('Math.pow(1-x,-1.2)', 0, 1)
diverges('1', 0, 'Infinity')
diverges('x', '-Infinity', 'Infinity')
diverges('1/(x*Math.log(x))', 0, 0.5)
diverges('Math.tan(x)', 0, 3)
diverges('x*Math.sin(x)', 0, 'Infinity')
print(json.dumps(cases, indent=1))
