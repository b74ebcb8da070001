# SPDX-License-Identifier: MIT
# Inclusion and exclusion over combinations.
from itertools import combinations
from math import gcd


def lcm(values):
    m = 1
    for v in values:
        m = m * v // gcd(m, v)
    return m


def count(n, periods):
    total = 0
    for size in range(1, 4):
        sign = 1 if size % 2 == 1 else -1
        for group in combinations(periods, size):
            total += sign * size * (n // lcm(group))
    return total


periods = list(map(int, input().split()))
l, r = map(int, input().split())
print(count(r, periods) - count(l - 1, periods))
