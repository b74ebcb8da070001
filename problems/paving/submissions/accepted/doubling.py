# SPDX-License-Identifier: MIT
# Halves n each time: the ways to pave 2k and 2k + 1 feet follow from those of k and k + 1.
MODULUS = 10**9 + 7


def pave(n):
    """Fibonacci numbers n and n + 1."""
    if n == 0:
        return 0, 1
    a, b = pave(n // 2)
    even, odd = a * (2 * b - a) % MODULUS, (a * a + b * b) % MODULUS
    return (odd, (even + odd) % MODULUS) if n % 2 else (even, odd)


print(pave(int(input()) + 1)[0])
