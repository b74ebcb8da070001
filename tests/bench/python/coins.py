# SPDX-License-Identifier: MIT
import sys
from functools import lru_cache
from math import gcd

sys.setrecursionlimit(10**6)
total, *coins = map(int, sys.stdin.read().split())


@lru_cache(maxsize=None)
def ways(left, kinds):
    if left == 0:
        return 1
    if left < 0 or kinds == 0:
        return 0
    return ways(left, kinds - 1) + ways(left - coins[kinds - 1], kinds)


print(ways(total, len(coins)), gcd(*coins))
