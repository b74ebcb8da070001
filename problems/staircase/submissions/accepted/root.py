# SPDX-License-Identifier: MIT
# Right: k is the floor of (sqrt(8s + 1) - 1) / 2, and isqrt is exact.
from math import isqrt

for _ in range(int(input())):
    s = int(input())
    k = (isqrt(8 * s + 1) - 1) // 2
    print(k, s - k * (k + 1) // 2)
