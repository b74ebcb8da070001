# SPDX-License-Identifier: MIT
"""gen SEED: prints one legal case, chosen by the seed alone. The mode is drawn first."""
import math
import random
import sys

MAX_PERIOD = 10**9
MAX_TIME = 10**18


def tiny(rng):
    """Small periods, short range: every formula can be followed by hand."""
    left = rng.randint(1, 20)
    return [rng.randint(1, 8) for _ in range(3)], left, left + rng.randint(0, 40)


def equal(rng):
    """Two or three periods are the same."""
    p = rng.choice([1, 2, rng.randint(1, 50), rng.randint(1, MAX_PERIOD), MAX_PERIOD])
    periods = [p, p, rng.choice([p, 1, rng.randint(1, 100)])]
    rng.shuffle(periods)
    left = rng.randint(1, 4 * p)
    return periods, left, left + rng.randint(0, 10 * p)


def divisors(rng):
    """Each period divides the next."""
    a = rng.randint(1, 12)
    b = a * rng.randint(1, 12)
    periods = [a, b, b * rng.randint(1, 12)]
    rng.shuffle(periods)
    left = rng.randint(1, 500)
    return periods, left, left + rng.randint(0, 5000)


def common_factor(rng):
    """A large shared factor: the product of the periods is far above their common multiple."""
    g = rng.choice([1 << 16, 1 << 15, 46341, rng.randint(1000, 10**6)])
    periods = [g * rng.randint(1, 30) for _ in range(3)]
    left = rng.randint(1, 100 * g)
    return periods, left, left + rng.randint(0, 10**6 * g)


def edge(rng):
    """The range begins or ends on a common multiple, or just beside one."""
    periods = [rng.randint(1, 30) for _ in range(3)]
    at = math.lcm(*periods[: rng.randint(1, 3)]) * rng.randint(1, 5)
    left = max(1, at + rng.choice([-1, 0, 0, 1]))
    if rng.random() < 0.5:
        return periods, left, left + rng.randint(0, 60)
    return periods, rng.randint(1, left), left


def wide(rng):
    """Middling periods over a range beyond 32 bits."""
    left = rng.choice([1, rng.randint(1, 10**10)])
    return [rng.randint(1, 3000) for _ in range(3)], left, left + rng.randint(0, 10**12)


def huge(rng):
    """Large periods, the range up to the limit; the triple multiple is often beyond 64 bits."""
    periods = [rng.randint(MAX_PERIOD // 1000, MAX_PERIOD) for _ in range(3)]
    if rng.random() < 0.3:
        periods[rng.randrange(3)] = rng.randint(1, 10)
    right = rng.choice([MAX_TIME, rng.randint(MAX_TIME // 2, MAX_TIME)])
    return periods, rng.choice([1, right, rng.randint(1, right)]), right


def wrapping(rng):
    """The triple multiple, taken modulo 2^64, falls back into the range."""
    while True:
        periods = [rng.randint(MAX_PERIOD // 2, MAX_PERIOD) for _ in range(3)]
        multiple = math.lcm(*periods)
        if multiple >= 1 << 64 and multiple % (1 << 64) < MAX_TIME // 2:
            return periods, 1, rng.randint(MAX_TIME // 2, MAX_TIME)


def main():
    rng = random.Random(int(sys.argv[1]))
    modes = [tiny, tiny, equal, divisors, common_factor, edge, edge, wide, huge, wrapping]
    periods, left, right = rng.choice(modes)(rng)
    print(*[min(p, MAX_PERIOD) for p in periods])
    print(left, min(right, MAX_TIME))


main()
