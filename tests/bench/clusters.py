# SPDX-License-Identifier: MIT
"""The cost of clustering with and without stopping early, for 1,000 survivors with known clusters
and 50 inputs.

  first ten     as `winnow run` does: until the ten largest clusters are settled
  all settled   with --full-matrix; the first ten clusters must be the same

The baseline is every survivor on every input. No option asks for that, but the shape "ten equal"
needs it, and all programs cost the same: so its time is the baseline's.

All shapes use the same sources, compiled once: the first number of the input is the shape, which
decides the class of the program. A program of class 0 prints 0. A program of another class prints its
class on a quarter of the inputs, as a wrong program fails some tests.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from common import WINNOW, make_problem, measure, row, tell

INPUTS = 50
SHAPES = {
    "900 + singletons": lambda i, n: 0 if i < n * 9 // 10 else i,
    "ten equal": lambda i, n: i % 10,
    "singletons": lambda i, n: i,
    "zipf": lambda i, n: int(n ** ((i + 0.5) / n)) - 1,  # sizes as 1, 1/2, 1/3, …
}
SOURCE = """#include <stdio.h>

static const unsigned classes[] = {%s};

int main(void)
{
    unsigned shape, x, class;

    if (scanf("%%u %%u", &shape, &x) != 2)
        return 1;
    class = classes[shape];
    printf("%%u\\n", x > 0 && (class * 2654435761u ^ x * 2246822519u) %% 1009 < 252 ? class : 0);
    return 0;
}
// %d
"""


class Pool:
    """The survivors, compiled once, in a scratch folder."""

    def __init__(self, folder, count):
        self.folder, self.count, self.runs = folder, count, 0
        self.candidates = folder / "candidates.jsonl"
        with self.candidates.open("w") as out:
            for i in range(count):
                source = SOURCE % (", ".join(str(of(i, count)) for of in SHAPES.values()), i)
                out.write(json.dumps({"id": f"s{i}", "language": "c", "source": source}) + "\n")
        for shape in range(len(SHAPES)):
            self.make_shape(shape)
        tell(f"clusters: compiling {count} survivors")
        subprocess.run([WINNOW, "filter", self.problem(0), self.candidates, *self.cache],
                       check=True, stdout=subprocess.DEVNULL)

    @property
    def cache(self):
        return ["--cache", str(self.folder / "cache")]

    def problem(self, shape):
        return self.folder / f"problem{shape}"

    def make_shape(self, shape):
        make_problem(self.problem(shape), [(f"{shape} 0\n", "0\n")])
        inputs = self.folder / f"inputs{shape}"
        inputs.mkdir()
        for x in range(1, INPUTS + 1):
            (inputs / f"{x:02}.in").write_text(f"{shape} {x * 7919}\n")

    def run(self, shape, *options):
        """(common.Measured, the report) of a `winnow run` that finds everything compiled."""
        self.runs += 1
        out = self.folder / f"out{self.runs}"
        measured = measure([WINNOW, "run", self.problem(shape), self.candidates, "-o", out, "--inputs",
                            self.folder / f"inputs{shape}", "--select", "cluster", *self.cache, *options])
        report = json.loads((out / "report.json").read_text())
        if report["counts"]["survivors"] != self.count or report["counts"]["inputs"] != INPUTS:
            sys.exit(f"clusters: other survivors than expected: {report['counts']}")
        return measured, report


def top(report):
    return [(c["size"], [m["id"] for m in c["members"]]) for c in report["clusters"][:10]]


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        pool = Pool(Path(name), 100 if quick else 1000)
        ran = {shape: (pool.run(shape)[1], pool.run(shape, "--full-matrix")[1])
               for shape in range(len(SHAPES))}
    whole = next(early for early, _ in ran.values()
                 if early["counts"]["runs"] == early["counts"]["runs_full_matrix"])
    for title, (early, settled) in zip(SHAPES, ran.values()):
        case, same = f"{pool.count} survivors, {title}", top(early) == top(settled)
        for stop, report in [("first ten", early), ("all settled", settled)]:
            yield row("clusters", f"{case}, {stop}", "runs", [report["counts"]["runs"]],
                      [report["counts"]["runs_full_matrix"]], goal="same top ten", met=same)
            yield row("clusters", f"{case}, {stop}", "s", [report["timings"]["cluster_ms"] / 1000],
                      [whole["timings"]["cluster_ms"] / 1000])
