#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benchmarks: one table on stdout, and the same as JSON. BENCH.md says how to read it.

    tests/bench/bench.py [NAME...] [--quick] [--json FILE]

`make bench` builds what this needs. NAMEs are of the list below; --quick takes two minutes and
shows that everything works; its figures mean nothing. Exits with 1 when verdicts or clusters are
wrong; a time that misses its goal is only printed.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import busy
import checks
import clusters
import compile as compiling
import endtoend
import evals
import host
import languages
import memory
import overhead
import pythons
from common import ROOT, tell

BENCHMARKS = {"overhead": overhead, "python": pythons, "compile": compiling, "endtoend": endtoend,
              "clusters": clusters, "growth": memory, "busy": busy, "checks": checks, "eval": evals,
              "languages": languages}
SCHEMA_VERSION = 1
HEADS = ["benchmark", "case", "unit", "ours min", "median", "p95", "base min", "median", "p95",
         "ratio", "goal", "met"]
WORDS = (0, 1, 2, 10, 11)  # columns to the left; the others are figures


def figure(value):
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:#.3g}".rstrip(".")


def spread_cells(spread):
    """min, median and p95; only the median of a single sample."""
    shown = spread if spread and spread["n"] > 1 else {"median": spread and spread["median"]}
    return [figure(shown.get(key)) for key in ("min", "median", "p95")]


def cells(row):
    met = "" if row["met"] is None else "yes" if row["met"] else "NO"
    return [row["benchmark"], row["case"], row["unit"], *spread_cells(row["ours"]),
            *spread_cells(row["baseline"]), figure(row["ratio"]),
            row["goal"] or "", met]


def print_table(rows):
    lines = [HEADS, *map(cells, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
    for line in lines:
        print("  ".join(cell.ljust(width) if i in WORDS else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(line, widths))).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="few samples, small pools")
    parser.add_argument("--json", type=Path, default=ROOT / "build/bench.json", metavar="FILE")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in BENCHMARKS:
            parser.error(f"no benchmark '{name}' (of {', '.join(BENCHMARKS)})")
    described, rows = host.describe(), []
    for key, value in described.items():
        print(f"{key:15} {value}", flush=True)
    for name in arguments.names or BENCHMARKS:
        tell(f"{name} ...")
        start = time.monotonic()
        for row in BENCHMARKS[name].rows(arguments.quick):
            rows.append(row)
            tell("  ".join(filter(None, cells(row))))
        tell(f"{name}: {time.monotonic() - start:.0f} s")
    print()
    print_table(rows)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps({"schema_version": SCHEMA_VERSION, "host": described,
                                          "quick": arguments.quick, "rows": rows}, indent=1) + "\n")
    return int(any(row["met"] is False and row["goal"].startswith("same") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
