# SPDX-License-Identifier: MIT
"""gen SEED: prints one legal case, chosen by the seed alone. The mode is drawn first."""
import random
import string
import sys

LETTERS = string.ascii_letters


def palette(rng, count):
    return rng.sample(LETTERS, count)


def one_colour(rng):
    return rng.choice(LETTERS) * rng.choice([1, 2, 3, rng.randint(1, 60)])


def all_different(rng):
    """Every colour occurs once: the arc is the whole ring, and begins at bead 1."""
    return "".join(palette(rng, rng.choice([2, 3, 26, 52, rng.randint(2, 52)])))


def small(rng):
    colours = palette(rng, rng.randint(1, 4))
    return "".join(rng.choice(colours) for _ in range(rng.randint(1, 14)))


def both_cases(rng):
    """A letter in both cases, which are two colours."""
    letter = rng.choice(string.ascii_lowercase)
    colours = [letter, letter.upper()] + palette(rng, rng.randint(0, 2))
    return "".join(rng.choice(colours) for _ in range(rng.randint(2, 40)))


def across_the_clasp(rng):
    """The rare colours sit at both ends of the string, so that the best arc goes round."""
    a, b, c = palette(rng, 3)
    middle = a * rng.randint(3, 40)
    return b * rng.randint(1, 3) + middle + c * rng.randint(1, 3)


def ties(rng):
    """A repeated pattern: many arcs of the same length."""
    block = "".join(palette(rng, rng.randint(2, 6)))
    beads = block * rng.randint(2, 8)
    turn = rng.randrange(len(beads))
    return beads[turn:] + beads[:turn]


def rare(rng):
    """One long run with a few single beads of other colours in it."""
    colours = palette(rng, rng.randint(2, 6))
    beads = [colours[0]] * rng.randint(10, 300)
    for colour in colours[1:]:
        beads[rng.randrange(len(beads))] = colour
    return "".join(beads)


def medium(rng):
    colours = palette(rng, rng.randint(2, 52))
    weights = [rng.choice([1, 1, 5, 30]) for _ in colours]
    return "".join(rng.choices(colours, weights, k=rng.randint(50, 2000)))


def main():
    rng = random.Random(int(sys.argv[1]))
    modes = [one_colour, all_different, small, small, both_cases]
    modes += [across_the_clasp, ties, rare, medium]
    beads = rng.choice(modes)(rng)
    print(len(beads))
    print(beads)


main()
