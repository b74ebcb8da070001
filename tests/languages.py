#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each language does what a judge needs: tests/languages/LANGUAGE/NAME, judged as submissions.

    tests/languages.py [--isolation LEVEL] [LANGUAGE...]

The first line of a program says the verdict and how the detail begins: "expect: RTE exit code 3".
`accepted` reads a million numbers and prints their sum; `unicode` repeats a line; all others have an
empty input and must print "ok" where they are accepted. Languages that are not installed are listed;
one that is named as an argument, or in WINNOW_MUST_LANGUAGES, must be there.
"""

import argparse
import collections
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WINNOW = os.path.join(HERE, "..", "build", "winnow")
PROGRAMS = os.path.join(HERE, "languages")
LINE = "Grüße, 世界 🙂\n"
NUMBERS = range(-400000, 600000)
FAR_SECONDS = 15

# What a level is known not to do: a language there needs what the level does not have.
NOT_AT = {"basic": {"csharp": "Mono needs /proc", "r": "R needs a temporary directory"}}


# A language that is another one's by an option: its programs, and the option.
AS = {"pypy3": ("python3", ["--python", "pypy"])}


def make_problem(root, name, time, given, answer):
    sample = os.path.join(root, name, "data", "sample")
    os.makedirs(sample)
    limits = f"limits:\n  time_limit: {time}\n  memory: 256\n  output: 1\n"
    for path, text in [("problem.yaml", f"name: {name}\n{limits}"),
                       ("data/sample/1.in", given), ("data/sample/1.ans", answer)]:
        with open(os.path.join(root, name, path), "w", encoding="utf-8") as file:
            file.write(text)
    return os.path.join(root, name)


def expectation(path):
    with open(path, encoding="utf-8") as file:
        found = re.search(r"expect: (\w+) ?(.*?)(?:\s*\*\))?$", file.readline().rstrip("\n"))
    return found.group(1), found.group(2)


def judge(problem, paths, isolation, options):
    """The JSON line of each path."""
    done = subprocess.run([WINNOW, "judge", "--json", "--isolation", isolation, *options, problem, *paths],
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "WINNOW_CACHE": "off"})
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["source"]: line for line in lines}, done.stderr


def languages_here():
    listed = subprocess.run([WINNOW, "languages", "--json"], capture_output=True, text=True, check=True)
    return {one["name"]: one for one in json.loads(listed.stdout)["languages"]}


def programs_of(name):
    folder = os.path.join(PROGRAMS, AS.get(name, (name,))[0])
    return [os.path.join(folder, file) for file in sorted(os.listdir(folder))]


def make_problems(root):
    """The problem of each kind of program. The time limit is near only for those that it is to end."""
    ok = make_problem(root, "ok", FAR_SECONDS, "", "ok\n")
    own = {
        "accepted": make_problem(root, "numbers", FAR_SECONDS, "".join(f"{n}\n" for n in NUMBERS), f"{sum(NUMBERS)}\n"),
        "unicode": make_problem(root, "line", FAR_SECONDS, LINE, LINE),
        "asleep": make_problem(root, "asleep", 1, "", "ok\n"),
        "busy": make_problem(root, "busy", 1, "", "ok\n"),
    }
    return collections.defaultdict(lambda: ok, own)


def check_all(names, root, isolation):
    """
    The complaints of each language. All languages are judged together, so that both cores are busy
    while one compiler is slow.
    """
    problems = make_problems(root)
    groups = collections.defaultdict(list)
    for name, path in itertools.chain.from_iterable([(n, p) for p in programs_of(n)] for n in names):
        problem = problems[os.path.basename(path).split(".")[0]]
        groups[problem, *AS.get(name, ("", []))[1]].append((name, path))
    complaints = {name: [] for name in names}
    for (problem, *options), programs in groups.items():
        judged, errors = judge(problem, [path for _, path in programs], isolation, options)
        for name, path in programs:
            verdict, detail = expectation(path)
            got = judged.get(path)
            mine = complaints[name]
            if not got or (name in AS and got["language"] != name):
                mine.append(f"{path}: not judged: {errors}")
            elif got["verdict"] != verdict or detail not in got.get("detail", ""):
                mine.append(f"{path}: wanted {verdict} '{detail}', got {got['verdict']} '{got.get('detail', '')}'")
    return complaints


def choose(arguments):
    """(the languages to run, what is skipped, in words, what must be there and is not)"""
    here = languages_here()
    names = arguments.languages or sorted([*os.listdir(PROGRAMS), *AS])
    must = arguments.languages or os.environ.get("WINNOW_MUST_LANGUAGES", "").split()
    missing = {name: f"not installed: apt install {one['package']}"
               for name, one in here.items() if not one["installed"]}
    why = {**NOT_AT.get(arguments.isolation, {}), **missing}
    skipped = {name: why[name] for name in names if name in why}
    lacking = {name: missing.get(name, "no such language") for name in must if name in missing or name not in here}
    return [name for name in names if name not in skipped], skipped, lacking


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user", "basic"])
    parser.add_argument("languages", nargs="*")
    arguments = parser.parse_args()
    names, skipped, lacking = choose(arguments)
    with tempfile.TemporaryDirectory(prefix="languages-") as root:
        complaints = check_all(names, root, arguments.isolation)
    for name in names:
        good = len(programs_of(name)) - len(complaints[name])
        print(f"{name}: {good} as expected" + "".join(f"\n  {one}" for one in complaints[name]))
    for name, why in skipped.items():
        print(f"skipped: {name} ({why})")
    for name, why in lacking.items():
        print(f"must be there: {name} ({why})")
    failed = sum(map(len, complaints.values())) + len(lacking)
    passed = sum(len(programs_of(name)) - len(complaints[name]) for name in names)
    programs = sum(len(programs_of(name)) for name in skipped)
    print(f"{passed} passed, {failed} failed" + (f", {programs} skipped" if programs else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
