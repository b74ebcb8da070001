#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the table of hostile programs into sandbox/README.md, between its two markers.

    tests/attacks_table.py FULL USER BASIC      results of `tests/attacks.py --results FILE`

The attempt is read from the program's header, the verdicts from the results.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE.parent / "sandbox" / "README.md"
BEGIN, END = "<!-- attacks: begin -->", "<!-- attacks: end -->"


def read_results(path):
    rows = (line.split("\t") for line in Path(path).read_text().splitlines())
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in rows}


def attempt(name):
    text = (HERE / "attacks" / name).read_text(errors="replace")
    return re.search(r"^[ #]\*? ?attack: (.*)", text, re.M)[1].rstrip(".")


def main():
    levels = [read_results(path) for path in sys.argv[1:4]]
    lines = ["| program | what it tries | full | user | basic | detail (full) |", "|---|---|---|---|---|---|"]
    for name in sorted(levels[0]):
        verdicts = " | ".join(level.get(name, ("?", ""))[0] for level in levels)
        detail = levels[0][name][1].replace("|", "\\|")
        lines.append(f"| `{name}` | {attempt(name)} | {verdicts} | {detail} |")
    text = README.read_text()
    before, rest = text.split(BEGIN)
    README.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1])
    print(f"{len(levels[0])} programs")


if len(sys.argv) != 4:
    sys.exit(__doc__)
main()
