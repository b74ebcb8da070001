#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes N synthetic candidates for problems/beacons to stdout, one JSON line each.

    tests/bench/stream.py N [SEED]

Made to load the stream, not the cores: of ten candidates about seven are copies of one of a hundred
programs, one is a new program that does not compile, one is a new one that fails at once, and one
in ten thousand is a line that is broken.
"""
import json
import random
import sys

FAILS = "#include <stdio.h>\nint main(void) {{ puts(\"{}\"); return 0; }}\n"
BROKEN = "int main(void) {{ return x{}; }}\n"
PYTHON = "print({})\n"


def candidate(chance, number):
    kind = chance.random()
    if kind < 0.80:
        return "c", FAILS.format(chance.randrange(100))
    if kind < 0.90:
        return "python3", f"def f(:  # {number}\n"
    if kind < 0.999:
        return "python3", PYTHON.format(number)
    return "c", BROKEN.format(number)


def main():
    count = int(sys.argv[1])
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for number in range(1, count + 1):
        if number % 10000 == 0:
            print('{"id": "torn')
            continue
        language, source = candidate(chance, number)
        print(json.dumps({"id": f"s{number}", "language": language, "source": source}))


try:
    main()
except BrokenPipeError:
    sys.exit(1)
