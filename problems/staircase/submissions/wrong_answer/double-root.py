# SPDX-License-Identifier: MIT
# Wrong: math.sqrt has 53 bits. Where it comes out one too high, the stones left are fewer than
# none.
from math import sqrt

for _ in range(int(input())):
    s = int(input())
    k = int((sqrt(8 * s + 1) - 1) / 2)
    print(k, s - k * (k + 1) // 2)
