#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The commands as a user meets them.

    tests/cli.py [--update] [--slowest N] [NAME...]

Two kinds of test: sessions (cli/golden/NAME.txt, see cli_golden.py), whose output is compared word
by word, and checks (in the other cli_*.py), each a sentence and a function. --update writes what
winnow prints now into the sessions. NAME limits it to some sessions, or to checks whose sentence contains it. --slowest tells which N took longest. WINNOW names the binary (default build/winnow). What needs the
sandbox is skipped where it cannot be had, or fails with WINNOW_MUST_SANDBOX=1.
"""
import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile
import time

import cli_golden
from cli_winnow import CHECKS, HERE, WINNOW, Scratch, Skipped, Wrong

for module in sorted(HERE.glob("cli_*.py")):
    importlib.import_module(module.stem)  # its checks come into CHECKS

WITHOUT_SANDBOX = {"help", "usage"}  # sessions


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.seconds = []  # (how long it took, its name)

    def add(self, ok, name, complaint=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL  {name}\n{complaint}")

    def skip(self, name, must, why="the sandbox cannot be had here"):
        if must:
            self.add(False, name, f"    {why}")
        else:
            self.skipped += 1
            print(f"skip  {name}: {why}")

    def line(self):
        words = f"{self.passed} passed, {self.failed} failed"
        return words + (f", {self.skipped} skipped" if self.skipped else "")


def sandbox_usable(scratch):
    outcome = scratch.winnow("doctor --json")
    try:
        return json.loads(outcome.out)["usable"]
    except (ValueError, KeyError):
        sys.exit(f"winnow doctor --json is broken: exit {outcome.code}: {outcome.out}{outcome.err}")


def run_check(scratch, sentence, function, tally):
    begin = time.monotonic()
    try:
        function(scratch)
        tally.add(True, sentence)
    except Wrong as wrong:
        tally.add(False, sentence, f"    {wrong}")
    except Skipped as skipped:
        tally.skip(sentence, False, str(skipped))
    except (OSError, ValueError, KeyError, IndexError) as error:  # no file, no JSON, no such key
        tally.add(False, sentence, f"    {type(error).__name__}: {error}")
    tally.seconds.append((time.monotonic() - begin, sentence))


def choose(names):
    """The sessions and the checks that are meant."""
    sessions = sorted(cli_golden.GOLDEN.glob("*.txt"))
    checks = CHECKS
    if names:
        sessions = [path for path in sessions if path.stem in names]
        checks = [one for one in checks if any(name in one[0] for name in names)]
        if not sessions and not checks:
            sys.exit(f"no such test: {' '.join(names)}")
    return sessions, checks


def in_scratch(winnow, use, *arguments):
    """Each test has a folder of its own: none finds what another one left."""
    with tempfile.TemporaryDirectory(prefix="cli-") as place:
        return use(Scratch(place, winnow), *arguments)


def run_all(winnow, arguments, tally):
    must = os.environ.get("WINNOW_MUST_SANDBOX") == "1"
    sessions, checks = choose(arguments.names)
    usable = in_scratch(winnow, sandbox_usable)
    for path in sessions:
        if usable or path.stem in WITHOUT_SANDBOX:
            in_scratch(winnow, cli_golden.play_session, path, tally, arguments.update)
        else:
            tally.skip(f"session '{path.stem}'", must)
    for sentence, function in [] if arguments.update else checks:
        if usable:
            in_scratch(winnow, run_check, sentence, function, tally)
        else:
            tally.skip(sentence, must)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true", help="rewrite cli/golden/*.txt")
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="tell which N took longest")
    parser.add_argument("names", nargs="*", metavar="NAME")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="cli-") as kept:
        run_all(shutil.copy(WINNOW, kept), arguments, tally)  # a build meanwhile does no harm
    for seconds, name in sorted(tally.seconds, reverse=True)[:arguments.slowest]:
        print(f"{seconds:6.1f} s  {name}")
    print(tally.line())
    return tally.failed > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
