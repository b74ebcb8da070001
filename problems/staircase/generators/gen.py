# SPDX-License-Identifier: MIT
"""
gen SEED: prints one legal case, chosen by the seed alone. The mode is drawn first.

Programs that trust floating point are right but for deliveries within a few hundred stones of a
full staircase, and only among the largest; `brink` makes such deliveries, chance hardly ever does.
"""
import random
import sys

MAX_STONES = 4 * 10**18
MAX_STEPS = 2_828_427_124  # the largest staircase that MAX_STONES can fill


def full(k):
    return k * (k + 1) // 2


def small(rng):
    return rng.randint(0, 60)


def anywhere(rng):
    return rng.randint(0, MAX_STONES)


def any_length(rng):
    """Every number of digits is as likely as another."""
    return rng.randint(0, 10 ** rng.randint(1, 18))


def small_brink(rng):
    return full(rng.randint(1, 5000)) + rng.choice([-1, 0, 1])


def brink(rng):
    """A full staircase of many steps, or one stone more or less."""
    steps = rng.choice([rng.randint(10**8, MAX_STEPS), MAX_STEPS - rng.randint(0, 1000)])
    return full(steps) + rng.choice([-1, -1, 0, 1])


def word_size(rng):
    """Where a count of steps or of stones leaves 31, 32 or 53 bits."""
    at = rng.choice([2**31, 2**32, 2**53, full(2**31), full(65536), full(2**16 - 1), full(92681)])
    return at + rng.randint(-2, 2)


def main():
    rng = random.Random(int(sys.argv[1]))
    modes = [small, small, anywhere, any_length, any_length, small_brink, brink, word_size]
    mode = rng.choice(modes)
    count = rng.choice([1, 1, 2, 5, rng.randint(1, 100)])
    deliveries = [min(MAX_STONES, mode(rng)) for _ in range(count)]
    print(count)
    print(*deliveries, sep="\n")


main()
