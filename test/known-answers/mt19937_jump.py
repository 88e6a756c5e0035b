"""The polynomial x^(2^128) modulo the minimal polynomial of the Mersenne Twister's transition, both over GF(2).

    python3 mt19937_jump.py > ../../src/random/mt19937-jump-table.ts

The minimal polynomial has degree 19937 and is found by the Berlekamp-Massey algorithm from the lowest bits of 2 * 19937
consecutive words; polynomials are Python integers, bit i being the coefficient of x^i. Takes a few seconds.
"""
import base64

N, M, DEGREE = 624, 397, 19937


def lowest_bits(count):
    key = [5489]
    for i in range(1, N):
        key.append((1812433253 * (key[-1] ^ (key[-1] >> 30)) + i) & 0xFFFFFFFF)
    for n in range(count):
        i = n % N
        y = (key[i] & 0x80000000) | (key[(i + 1) % N] & 0x7FFFFFFF)
        key[i] = key[(i + M) % N] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
        yield key[i] & 1


def minimal_polynomial(sequence):
    """Berlekamp-Massey: the connection polynomial, whose coefficients in reverse are the minimal polynomial's."""
    connection, before, length, shift, window = 1, 1, 0, 1, 0
    mask = (1 << (DEGREE + 1)) - 1
    for n, bit in enumerate(sequence):
        window = ((window << 1) | bit) & mask
        if bin(connection & window).count("1") % 2 == 0:
            shift += 1
            continue
        previous = connection
        connection ^= before << shift
        if 2 * length <= n:
            length, before, shift = n + 1 - length, previous, 1
        else:
            shift += 1
    assert length == DEGREE
    return int(bin(connection)[2:].zfill(length + 1)[::-1], 2)


def square(a):
    """Over GF(2) squaring puts a zero between the coefficients."""
    return int("0".join(bin(a)[2:]), 2)


def reduce(a, modulus):
    while (excess := a.bit_length() - modulus.bit_length()) >= 0:
        a ^= modulus << excess
    return a


modulus = minimal_polynomial(lowest_bits(2 * DEGREE))
g = 2
for _ in range(128):
    g = reduce(square(g), modulus)
text = base64.b64encode(g.to_bytes((DEGREE + 7) // 8, "little")).decode()
lines = [text[i : i + 100] for i in range(0, len(text), 100)]
print("/**")
print(" * x^(2^128) modulo the minimal polynomial of the Mersenne Twister's transition: coefficient i is bit i & 7 of byte i >> 3,")
print(" * in base64. Made by test/known-answers/mt19937_jump.py.")
print(" */")
print("export const JUMP_POLYNOMIAL =")
print(" +\n".join(f"  '{line}'" for line in lines) + ";")
