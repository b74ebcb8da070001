# SPDX-License-Identifier: MIT
"""Samples judged by `winnow eval`, against a fresh python3 for each.

A sample is one run over distinct programs; the unit is milliseconds of CPU, descendants included, a program. The start of
winnow and the canonical solution are left out: ours is the run over all programs less the run over one.
  functions  a completion whose tests call it: in ours two processes, in the baseline one that has both
  stdin      a program on two inputs; in the baseline a process for each
The baseline neither isolates nor limits anything.
  HumanEval  ten samples a task of ../shared/data, start and canonical solutions included; the baseline is
             fork_and_manager.py; and without those that are too slow, which cost their 3 s in both. Left out, and said
             so, where that folder is not there.
"""
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import ROOT, WINNOW, row, spent, tell

PROMPT = "from typing import List\n\ndef pairs(xs: List[int], k: int) -> int:\n"
TESTS = "\ndef check(candidate):\n" + "".join(
    f"    assert candidate(list(range({n})), {k}) == {sum(1 for a in range(n) for b in range(a) if a - b == k)}\n"
    for n, k in [(3, 1), (10, 2), (30, 5), (50, 7), (0, 1), (9, 9)])
RIGHT = "    return sum(1 for i, a in enumerate(xs) for b in xs[:i] if a - b == k)\n    # {}\n"
PROGRAM = "n = int(input())\nprint(sum(int(input()) for _ in range(n)))\n# {}\n"
INPUTS = ["3\n1\n2\n3\n", "2\n10\n-4\n"]
OUTPUTS = ["6\n", "6\n"]


def write(path, rows):
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    return path


def ours(work, case, count):
    """Milliseconds of CPU a program."""
    def run(samples):
        command = [WINNOW, "eval", work / f"{case}.suite", samples, "-o", work / "out", "--fresh"]
        return spent([str(word) for word in command])
    return (run(work / f"{case}.many") - run(work / f"{case}.one")) * 1000 / (count - 1)


def fresh(sources, inputs):
    """The same for interpreters that are started for each program and input."""
    total = 0
    for source in sources:
        for given in inputs:
            total += spent([sys.executable, "-c", source], input=given.encode())
    return total * 1000 / len(sources)


def prepare(work, case, count):
    if case == "functions":
        suite = {"task_id": "t", "prompt": PROMPT, "entry_point": "pairs", "test": TESTS,
                 "canonical_solution": RIGHT.format("canonical")}
        texts, key = [RIGHT.format(i) for i in range(count)], "completion"
        sources = [f"{PROMPT}{text}{TESTS}\ncheck(pairs)\n" for text in texts]
    else:
        suite = {"task_id": "t", "inputs": INPUTS, "outputs": OUTPUTS}
        texts, key = [PROGRAM.format(i) for i in range(count)], "solution"
        sources = texts
    write(work / f"{case}.suite", [suite])
    rows_ = [{"task_id": "t", key: text} for text in texts]
    write(work / f"{case}.many", rows_)
    write(work / f"{case}.one", rows_[:1])
    return sources


def timed(command):
    begin = time.monotonic()
    printed = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout
    return time.monotonic() - begin, printed


def human_eval_samples(data, each):
    """The first so many of each task: lines, and of each whether the official checker's limit of 3 s ended it."""
    taken, lines = {}, []
    for line in gzip.decompress((data / "samples.jsonl.gz").read_bytes()).decode().splitlines():
        sample = json.loads(line)
        taken[sample["task_id"]] = taken.get(sample["task_id"], 0) + 1
        if taken[sample["task_id"]] <= each:
            lines.append((line, "timed out" in json.dumps(sample["official"])))
    return lines


def of_human_eval(work, quick):
    """Samples a second, here and as the official runner is designed; both must find as many right."""
    data = ROOT.parent / "shared/data/humaneval"
    if not data.is_dir():
        tell("eval: HumanEval's samples are not there: left out")
        return
    problems, chosen = work / "HumanEval.jsonl", work / "samples.jsonl"
    problems.write_bytes(gzip.decompress((data / "HumanEval.jsonl.gz").read_bytes()))
    lines = human_eval_samples(data, 1 if quick else 10)
    for case, some in [("HumanEval", lines), ("HumanEval, none too slow", [one for one in lines if not one[1]])]:
        chosen.write_text("".join(line + "\n" for line, _ in some))
        mine, _ = timed([WINNOW, "eval", problems, chosen, "-o", work / "out", "--fresh"])
        base, right = timed(["/usr/bin/python3", Path(__file__).with_name("fork_and_manager.py"), problems, chosen])
        passed = json.loads((work / "out/report.json").read_text())["counts"]["passed"]
        yield row("eval", f"{case}: {len(some)} samples", "/s", [len(some) / mine], [len(some) / base],
                  goal="ratio >= 10", met=base >= 10 * mine)
        yield row("eval", f"{case}: right", "", [passed], [int(right)], goal="same verdicts", met=passed == int(right))


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        yield from of_human_eval(Path(name), quick)
    count, pairs = (20, 2) if quick else (100, 6)
    for case, inputs in [("functions", [""]), ("stdin", INPUTS)]:
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            sources = prepare(work, case, count)
            ours(work, case, count)  # compiles what is compiled once, fills the caches
            samples = [(ours(work, case, count), fresh(sources[:count // 4], inputs)) for _ in range(pairs)]
            mine, base = zip(*samples)
            yield row("eval", f"{case}, CPU a program", "ms", mine, base)
            begin = time.monotonic()
            spent([str(word) for word in [WINNOW, "eval", work / f"{case}.suite", work / f"{case}.many",
                                          "-o", work / "out", "--fresh"]])
            yield row("eval", f"{case}, programs a second", "/s", [count / (time.monotonic() - begin)])
