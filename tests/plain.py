#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shortcuts change no result: verdicts and reports with all of them, and with --plain, which takes none. Ends with
its counts.

    tests/plain.py [all]      all cases of tests/preamble.py, else every fourth

Compared are `winnow run` on the bundled pools, the labelled submissions of all problems, a program in each language, and
C++ programs that use much of the library; the shortcuts' side twice, before and after it has headers and programs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import counted
from preamble import CASES, ROOT, WINNOW

MEASURED = {"cpu_ms", "wall_ms", "memory_kib", "load_percent", "label_cpu_ms"}
# What differs between two runs of one command besides what is measured.
OF_THIS_RUN = {"timings", "started", "host", "pressed_runs", "runs", "runs_saved", "failures"}
SLICE = 4


def without(value, keys):
    if isinstance(value, dict):
        return {k: without(v, keys) for k, v in value.items() if k not in keys}
    return [without(v, keys) for v in value] if isinstance(value, list) else value


def winnow(*words):
    done = subprocess.run([WINNOW, *map(str, words)], capture_output=True, text=True, errors="replace")
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def filtered(work, problem, sources, *options):
    lines = [json.loads(line) for line in winnow("filter", problem, sources, *options).splitlines()]
    return {line["id"]: without(line, MEASURED) for line in lines}


def reported(work, problem, sources, *options):
    out = Path(tempfile.mkdtemp(dir=work))
    winnow("run", problem, sources, "-o", out, "--inputs", "10", "--evaluate", *options)
    lines = [json.loads(line) for line in (out / "candidates.jsonl").read_text().splitlines()]
    report = json.loads((out / "report.json").read_text())
    return {line["id"]: without(line, MEASURED) for line in lines} | {
        key: without(value, MEASURED | OF_THIS_RUN) for key, value in report.items()
        if key in ("counts", "clusters", "submissions", "solved")}


def differences(work, name, ask, problem, sources):
    """Asks with shortcuts, cold and warm, and without."""
    cache = work / f"cache-{name}"
    plain = ask(work, problem, sources, "--plain")
    for state in "cold", "warm":
        ours = ask(work, problem, sources, "--cache", cache)
        for key in sorted(plain.keys() | ours.keys()):
            if ours.get(key) != plain.get(key):
                yield f"{name}, {key}, {state}:\n  shortcuts: {ours.get(key)}\n  plain:     {plain.get(key)}"
    shutil.rmtree(cache)


def cpp_programs(folder, every):
    folder.mkdir()
    for name, text in list(CASES.items())[::1 if every else SLICE]:
        (folder / f"{name}.cpp").write_text(text)
    for source in sorted((ROOT / "tests/compile").glob("*.cpp")):
        shutil.copy(source, folder)
    return folder


def programs(folder, sources):
    folder.mkdir()
    for number, source in enumerate(sources):
        shutil.copy(source, folder / f"{number:03}-{source.name}")
    return folder


def one_of_each_language():
    for language in sorted((ROOT / "tests/languages").iterdir()):
        yield from [f for f in sorted(language.glob("*")) if f.is_file()][:1]


def comparisons(work, every):
    empty = work / "empty"
    empty.mkdir()
    (empty / "1.in").write_text("3 1 2 3\n")
    (empty / "1.out").write_text("no program prints this")
    for pool in sorted(ROOT.glob("problems/*/pool")):
        yield f"pool of {pool.parent.name}", reported, pool.parent, pool
    for problem in sorted(f.parent for f in ROOT.glob("problems/*/problem.yaml")):
        sources = [f for f in sorted(problem.glob("submissions/*/*")) if f.is_file()]
        if sources:
            yield (f"submissions of {problem.name}", filtered, problem,
                   programs(work / problem.name, sources))
    yield "languages", filtered, empty, programs(work / "languages", one_of_each_language())
    yield "C++", filtered, empty, cpp_programs(work / "cpp", every)


def cases(work):
    for name, *rest in comparisons(work, "all" in sys.argv[1:]):
        yield name, "\n".join(differences(work, name.replace(" ", "-"), *rest))


if __name__ == "__main__":
    os.environ.pop("WINNOW_CACHE", None)
    counted.run(cases)
