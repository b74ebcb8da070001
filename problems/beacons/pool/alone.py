# SPDX-License-Identifier: MIT
# For each beacon: all its flashes, less those shared.
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def lcm(a, b):
    return a * b // gcd(a, b)


def alone(x, y, z, n):
    xy = lcm(x, y)
    xz = lcm(x, z)
    xyz = lcm(xy, z)
    return n // x - n // xy - n // xz + n // xyz


def solve(a, b, c, n):
    return alone(a, b, c, n) + alone(b, a, c, n) + alone(c, a, b, n)


a, b, c = [int(t) for t in input().split()]
l, r = [int(t) for t in input().split()]
print(solve(a, b, c, r) - solve(a, b, c, l - 1))
