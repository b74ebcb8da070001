# SPDX-License-Identifier: MIT
# Crashes: the greatest common divisor by subtraction, a call for each; unequal periods go too deep.
a, b, c = map(int, input().split())
left, right = map(int, input().split())


def gcd(x, y):
    if x == y:
        return x
    return gcd(x - y, y) if x > y else gcd(x, y - x)


def lcm(x, y):
    return x // gcd(x, y) * y


def upto(t):
    once = t // a + t // b + t // c
    twice = t // lcm(a, b) + t // lcm(a, c) + t // lcm(b, c)
    return once - 2 * twice + 3 * (t // lcm(lcm(a, b), c))


print(upto(right) - upto(left - 1))
