#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes N synthetic candidates for the sum of two numbers to stdout, one JSON line each.

    tests/bench/stream.py N [--new SHARE] [--right SHARE] [--seed SEED]

They load the stream, not the cores. A share NEW (0.2) of the programs is new; all others are copies
of a hundred programs that fail. Of the new ones a share RIGHT (0.001) is right; half of the others
do not compile, and the rest fails at once. One line in ten thousand is broken.
"""
import argparse
import json
import random
import sys

FAILS = "#include <stdio.h>\nint main(void) {{ puts(\"{}\"); return 0; }}\n"
BROKEN = "def f(:  # {}\n"
WRONG = "print({})\n"
RIGHT = "print(sum(map(int, input().split())))  # {}\n"


def candidate(chance, number, new, right):
    if chance.random() >= new:
        return "c", FAILS.format(chance.randrange(100))
    kind = chance.random()
    if kind < right:
        return "python3", RIGHT.format(number)
    return "python3", (BROKEN if kind < 0.5 + right / 2 else WRONG).format(number + 1000)


def lines(count, new=0.2, right=0.001, seed=1):
    chance = random.Random(seed)
    for number in range(1, count + 1):
        if number % 10000 == 0:
            yield '{"id": "torn\n'
            continue
        language, source = candidate(chance, number, new, right)
        yield json.dumps({"id": f"s{number}", "language": language, "source": source}) + "\n"


def add_options(parser):
    parser.add_argument("count", metavar="N", type=int, nargs="?", default=200000)
    parser.add_argument("--new", type=float, default=0.2, help="share of new programs")
    parser.add_argument("--right", type=float, default=0.001, help="of these, share of right ones")
    parser.add_argument("--seed", type=int, default=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_options(parser)
    arguments = parser.parse_args()
    for line in lines(arguments.count, arguments.new, arguments.right, arguments.seed):
        sys.stdout.write(line)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(1)
