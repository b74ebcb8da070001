#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each language does what a judge needs: tests/languages/LANGUAGE/NAME, judged as submissions.

    tests/languages.py [--isolation LEVEL] [LANGUAGE...]

The first line of a program says the verdict and how the detail begins: "expect: RTE exit code 3".
`accepted` reads a million numbers and prints their sum; `unicode` repeats a line; all others have an
empty input and must print "ok" where they are accepted. Languages that are not installed are listed;
one that is named as an argument must be there.
"""

import argparse
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

# What a level is known not to do: a language there needs what the level does not have.
NOT_AT = {"basic": {"csharp": "Mono needs /proc", "r": "R needs a temporary directory"}}


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


def judge(problem, paths, isolation):
    """The JSON line of each path."""
    done = subprocess.run([WINNOW, "judge", "--json", "--isolation", isolation, problem, *paths],
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "WINNOW_CACHE": "off"})
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["source"]: line for line in lines}, done.stderr


def languages_here():
    listed = subprocess.run([WINNOW, "languages", "--json"], capture_output=True, text=True, check=True)
    return {one["name"]: one for one in json.loads(listed.stdout)["languages"]}


def check_language(name, problems, isolation):
    """(passed, complaints) of the programs of one language."""
    folder = os.path.join(PROGRAMS, name)
    paths = [os.path.join(folder, file) for file in sorted(os.listdir(folder))]
    complaints = []
    for kind, problem in problems.items():
        mine = [p for p in paths if problems.get(os.path.basename(p).split(".")[0], problems["ok"]) == problem]
        if not mine:
            continue
        judged, errors = judge(problem, mine, isolation)
        for path in mine:
            verdict, detail = expectation(path)
            got = judged.get(path)
            if not got:
                complaints.append(f"{path}: not judged: {errors}")
            elif got["verdict"] != verdict or detail not in got.get("detail", ""):
                complaints.append(f"{path}: wanted {verdict} '{detail}', "
                                  f"got {got['verdict']} '{got.get('detail', '')}' ({kind})")
    return len(paths) - len(complaints), complaints


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user", "basic"])
    parser.add_argument("languages", nargs="*")
    arguments = parser.parse_args()
    here = languages_here()
    passed = failed = 0
    skipped = []
    with tempfile.TemporaryDirectory(prefix="languages-") as root:
        problems = {
            "ok": make_problem(root, "ok", 3, "", "ok\n"),
            "accepted": make_problem(root, "numbers", 5, "".join(f"{n}\n" for n in NUMBERS),
                                     f"{sum(NUMBERS)}\n"),
            "unicode": make_problem(root, "line", 3, LINE, LINE),
        }
        for name in arguments.languages or sorted(os.listdir(PROGRAMS)):
            why = NOT_AT.get(arguments.isolation, {}).get(name)
            if not here[name]["installed"]:
                why = f"not installed: apt install {here[name]['package']}"
            if why:
                skipped.append(f"{name} ({why})")
                failed += not here[name]["installed"] and bool(arguments.languages)
                continue
            good, complaints = check_language(name, problems, arguments.isolation)
            passed += good
            failed += len(complaints)
            print(f"{name}: {good} as expected" + "".join(f"\n  {c}" for c in complaints), flush=True)
    for one in skipped:
        print(f"skipped: {one}")
    print(f"languages: {passed} passed, {failed} failed, {len(skipped)} languages skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
