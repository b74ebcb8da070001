# SPDX-License-Identifier: MIT
# Right: whole numbers of any size make the formula safe as it stands.
from math import lcm

a, b, c = map(int, input().split())
left, right = map(int, input().split())


def upto(t):
    once = t // a + t // b + t // c
    twice = t // lcm(a, b) + t // lcm(a, c) + t // lcm(b, c)
    return once - 2 * twice + 3 * (t // lcm(a, b, c))


print(upto(right) - upto(left - 1))
