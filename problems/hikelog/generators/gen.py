# SPDX-License-Identifier: MIT
"""gen SEED: prints one legal case, chosen by the seed alone. The mode is drawn first."""
import random
import sys


def single(rng):
    return rng.choice("UDF")


def uniform(rng):
    """All minutes alike: the answer is n(n+1)/2 or 0."""
    return rng.choice("UUDF") * rng.choice([2, 3, rng.randint(1, 400)])


def small(rng):
    return "".join(rng.choice("UDF") for _ in range(rng.randint(1, 12)))


def mountain(rng):
    """Up and down again, perhaps with a flat top; or a valley."""
    height = rng.randint(1, 200)
    parts = ["U" * height, "F" * rng.choice([0, 0, 1, 20]), "D" * rng.randint(1, 200)]
    return "".join(parts if rng.random() < 0.5 else reversed(parts))


def saw(rng):
    """Teeth of one pattern: few heights, each met again and again."""
    tooth = rng.choice(["UD", "DU", "UUD", "DDU", "UFD", "DFU", "UUDD", "DDUU"])
    return (tooth * rng.randint(1, 300))[: rng.randint(1, 900)]


def drift(rng):
    """A random walk that leans upwards or downwards, or hardly leaves its height."""
    weights = rng.choice([(5, 1, 1), (1, 5, 1), (1, 1, 1), (1, 1, 10), (1, 1, 0), (0, 1, 1)])
    return "".join(rng.choices("UDF", weights, k=rng.randint(20, 1500)))


def below_start(rng):
    """The walk goes below its starting height and comes back above it."""
    depth = rng.randint(1, 60)
    return "D" * depth + "F" * rng.randint(0, 3) + "U" * rng.randint(depth, 2 * depth + 1)


def main():
    rng = random.Random(int(sys.argv[1]))
    modes = [single, uniform, small, small, mountain, saw, drift, drift, below_start]
    walk = rng.choice(modes)(rng)
    print(len(walk))
    print(walk)


main()
