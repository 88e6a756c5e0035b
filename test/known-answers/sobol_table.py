"""Packs the direction numbers of Joe and Kuo (new-joe-kuo-6.21201, as SciPy ships them) for 1111 dimensions: all
primitive polynomials up to degree 13. Writes src/integrate/nd/qmc/direction-table.ts.

    python3 sobol_table.py ../../src/integrate/nd/qmc/direction-table.ts
"""
import os
import sys

import numpy as np
import scipy.stats._qmc as qmc

DIMENSIONS = 1111
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

data = np.load(os.path.join(os.path.dirname(qmc.__file__), "_sobol_direction_numbers.npz"))
bits = []
degrees = []
for d in range(1, DIMENSIONS):
    poly = int(data["poly"][d])
    degree = poly.bit_length() - 1
    degrees.append(degree)
    # The polynomial without its first and last coefficient, which are 1.
    for i in range(degree - 1, 0, -1):
        bits.append(poly >> i & 1)
    # m_i is odd and below 2^i: i - 1 bits say which.
    for i in range(degree):
        m = int(data["vinit"][d][i])
        assert m % 2 == 1 and m < 2 ** (i + 1)
        for b in range(i, 0, -1):
            bits.append(m >> b & 1)
assert degrees == sorted(degrees)
bits += [0] * (-len(bits) % 6)
text = "".join(ALPHABET[int("".join(map(str, bits[i : i + 6])), 2)] for i in range(0, len(bits), 6))
counts = [degrees.count(g) for g in range(1, max(degrees) + 1)]
lines = [f"  '{text[i:i + 100]}'" for i in range(0, len(text), 100)]
with open(sys.argv[1], "w") as out:
    out.write(f"""/**
 * Direction numbers of Sobol's sequence, packed: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional
 * projections", SIAM J. Sci. Comput. 30 (2008) 2635-2654, their file new-joe-kuo-6.21201 up to dimension {DIMENSIONS}. Made by
 * test/known-answers/sobol_table.py.
 *
 * Copyright (c) 2008, Frances Y. Kuo and Stephen Joe. All rights reserved.
 *
 * Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
 * following conditions are met: Redistributions of source code must retain the above copyright notice, this list of
 * conditions and the following disclaimer. Redistributions in binary form must reproduce the above copyright notice, this
 * list of conditions and the following disclaimer in the documentation and/or other materials provided with the
 * distribution. Neither the names of the copyright holders nor the names of the University of New South Wales and the
 * University of Waikato and its contributors may be used to endorse or promote products derived from this software without
 * specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
 * LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
 * SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR
 * PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 */

/** How many polynomials of degree 1, 2, 3, … follow each other. */
export const POLYNOMIALS_OF_DEGREE: readonly number[] = {counts};

/**
 * Six bits a character: for each dimension but the first the inner coefficients of its polynomial, then of m_1, m_2, …, m_degree
 * all bits but the lowest, which is 1.
 */
export const PACKED_DIRECTIONS =
""" + " +\n".join(lines) + ";\n")
