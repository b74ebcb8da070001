# SPDX-License-Identifier: MIT
# Wrong: divides in floating point, which has 53 bits where 60 are needed.
from math import lcm

a, b, c = map(int, input().split())
left, right = map(int, input().split())


def upto(t):
    once = int(t / a) + int(t / b) + int(t / c)
    twice = int(t / lcm(a, b)) + int(t / lcm(a, c)) + int(t / lcm(b, c))
    return once - 2 * twice + 3 * int(t / lcm(a, b, c))


print(upto(right) - upto(left - 1))
