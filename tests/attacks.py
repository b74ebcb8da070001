#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges the hostile programs of tests/attacks/ and compares with what their headers expect.

    tests/attacks.py [--isolation LEVEL] [--user] [--slow FACTOR] [--once] [--results FILE] [PROGRAM...]

LEVEL is auto (default), full, user or basic. PROGRAM limits it to some files by name (without a path).
--user runs winnow as an unprivileged user when the test is started by root; the level `user`
implies it, since it is meant for those who are not root. --slow multiplies all time limits, for a
machine on which everything takes longer; the verdicts asked for remain the same. FILE gets a line
"name, verdict, detail" for each program, with tabs in between: tests/attacks_table.py makes the table
of sandbox/README.md of them.

Two passes. The first has one cell and takes the programs that may be accepted: each runs twice in
that cell, followed by an honest program (attacks_honest.c), which must be accepted too. The second
(the only one with --once) has two cells and takes all programs, each followed by the honest one. At
the end no process, cgroup, mount or file may be left. WINNOW names the binary (default
build/winnow). Where the sandbox cannot be had, the test is skipped, or fails with
WINNOW_MUST_SANDBOX=1.
"""
import argparse
import fcntl
import itertools
import json
import math
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

import leftovers
import skip

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "attacks"
HONEST = HERE / "attacks_honest.c"
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
NOBODY = 65534
BATCH = 24
BATCH_SECONDS = 240
FAR_SECONDS = 20  # the time limit of programs that no time limit is to end
JE_EXIT = 3

PROBLEM_YAML = """\
problem_format_version: legacy
name: Attack
limits:
  time_limit: {time:g}
  memory: 64
  output: 1
  compilation_time: {compilation:g}
  compilation_memory: 512
"""


class Attack:
    """One program of the corpus and its header."""

    def __init__(self, path, kinds):
        self.path = str(path)
        self.name = path.name
        keys = self.read_header(path)
        self.expect = keys["expect"].split()
        self.detail = keys.get("detail", "")
        for kind in kinds:
            if f"expect-{kind}" in keys:
                self.expect = keys[f"expect-{kind}"].split()
                self.detail = keys.get(f"detail-{kind}", "")
                break

    @staticmethod
    def read_header(path):
        keys = {}
        for line in path.read_bytes().split(b"\n"):
            text = line.decode("utf-8", "replace")
            if match := re.match(r"[ #]\*? ?(attack|why|(?:expect|detail)(?:-user|-basic)?): (.*)",
                                 text):
                keys.setdefault(match[1], match[2])
            elif re.match(r" \*/|[^ #/]", text) or (not text and path.suffix in (".py", ".rb") and keys):
                break
        if not {"attack", "expect", "why"} <= keys.keys():
            sys.exit(f"{path}: the header lacks attack, expect or why")
        return keys

    def slow_down(self, scratch, factor):
        """Lengthens the waits of a program that marks them with SLOW."""
        source = Path(self.path).read_bytes()
        if factor != 1 and b"SLOW = 1 }" in source:
            copy = Path(scratch, self.name)
            copy.write_bytes(source.replace(b"SLOW = 1 }", b"SLOW = %d }" % math.ceil(factor)))
            self.path = str(copy)

    def complaint(self, verdict, detail, cases):
        """What is wrong with this outcome, or an empty string."""
        if verdict not in self.expect:
            return "unexpected verdict"
        if self.detail not in detail:
            return f"the detail should name '{self.detail}'"
        if verdict != "CE" and len(cases) != 2:
            return f"{len(cases)} runs, not 2"
        wrong = [case["verdict"] for case in cases if case["verdict"] not in self.expect]
        return f"one run is {wrong[0]}" if wrong else ""


class Terminal:
    """A controlling terminal for winnow: programs may try to type into it."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        mode = termios.tcgetattr(self.slave)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self.slave, termios.TCSANOW, mode)

    def start_session(self):
        """In the child: a session of its own with this terminal."""
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def typed_into(self):
        return bool(select.select([self.slave], [], [], 0)[0])

    def close(self):
        os.close(self.master)
        os.close(self.slave)


class Judge:
    """Runs `winnow judge` on a package made for the corpus."""

    def __init__(self, scratch, isolation, unprivileged, slow):
        self.isolation = isolation
        self.cache = Path(scratch, "caches", "own")  # winnow makes it, as the user that it runs as
        self.batch_seconds = BATCH_SECONDS * slow
        self.far = f"{FAR_SECONDS * slow:g}"
        self.owner = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if unprivileged else {}
        self.problem = Path(scratch, "attack")
        self.places = [Path(scratch, name) for name in ("tmp", "cwd")]
        self.winnows = []
        self.notes = ""
        self.trouble = []
        os.chmod(scratch, 0o755)
        for place in [*self.places, self.cache.parent]:
            place.mkdir()
            place.chmod(0o777)
        (self.problem / "data/sample").mkdir(parents=True)
        (self.problem / "data/secret").mkdir()
        (self.problem / "problem.yaml").write_text(PROBLEM_YAML.format(time=slow, compilation=10 * slow))
        for name in ("1", "2"):
            (self.problem / f"data/sample/{name}.in").write_text("attack\n")
            (self.problem / f"data/sample/{name}.ans").write_text("denied\n")

    def start(self, paths, cells, terminal, cached, near):
        environment = dict(os.environ, TMPDIR=str(self.places[0]), WINNOW_CACHE=str(self.cache) if cached else "off",
                           WINNOW_ATTACK_SECRET="the runner's secret")
        command = [WINNOW, "judge", str(self.problem), *paths, "--json", "-j", str(cells),
                   "--python", "cpython", "--isolation", self.isolation, *([] if near else ["-t", self.far])]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   stdin=subprocess.DEVNULL, cwd=self.places[1], env=environment,
                                   preexec_fn=terminal.start_session, **self.owner)
        self.winnows.append(process.pid)
        return process

    def run(self, paths, cells, cached=True, near=True):
        """(exit status, one dict per source that was judged, stderr)"""
        terminal = Terminal()
        with self.start(paths, cells, terminal, cached, near) as process:
            try:
                out, err = process.communicate(timeout=self.batch_seconds)
            except subprocess.TimeoutExpired:
                self.trouble.append(f"winnow hung for {self.batch_seconds:g} s; killed")
                process.kill()
                out, err = process.communicate()
        if terminal.typed_into():
            self.trouble.append("something was typed into the terminal")
        terminal.close()
        self.notes = err.decode(errors="replace").strip()
        lines = []
        for line in out.split(b"\n"):
            try:
                lines += [json.loads(line)] if line else []
            except ValueError as error:  # not UTF-8, not JSON, cut off
                self.trouble.append(f"a line of output is broken: {error}")
        self.look_for_processes()
        return process.returncode, lines, self.notes

    def look_for_processes(self):
        found = leftovers.wait_until_empty(lambda: leftovers.strangers(self.winnows))
        self.trouble += [f"{what} is left" for what in found]


class Table:
    """Collects the rows; prints them aligned at the end."""

    def __init__(self):
        self.rows = []
        self.passed = self.failed = 0

    def add(self, ok, name, expected, verdict, detail, complaint=""):
        self.passed += ok
        self.failed += not ok
        detail = "".join(c if c.isprintable() else "?" for c in detail)[:70]
        note = "" if ok else f"  <-- {complaint}"
        self.rows.append(("" if ok else "FAIL", name, expected, verdict, detail + note))

    def print(self):
        widths = [max((len(row[i]) for row in self.rows), default=0) for i in range(4)]
        for row in self.rows:
            print("  ".join([cell.ljust(width) for cell, width in zip(row, widths)] + [row[4]]).rstrip())


def judge_batch(judge, attacks, cells, cached, near, table):
    """Judges each attack and an honest program after it. A JE ends winnow; the rest gets a new one."""
    rest = [(path, attack) for attack in attacks for path, attack in
            ((attack.path, attack), (str(HONEST), None))]
    previous = ""
    while rest:
        status, lines, errors = judge.run([path for path, _ in rest], cells, cached, near)
        for (path, attack), line in zip(rest, lines):
            if attack:
                previous = attack.name
                complaint = attack.complaint(line["verdict"], line["detail"], line["cases"])
                table.add(not complaint, attack.name, " ".join(attack.expect), line["verdict"],
                          line["detail"], complaint)
            else:
                fine = line["verdict"] == "AC" and len(line["cases"]) == 2
                table.add(fine, f"honest, after {previous}", "AC", line["verdict"],
                          line["detail"], "the attack harmed it")
        judged = len(lines)
        if judged == len(rest) and status in (0, 1):
            return
        if status != JE_EXIT or not lines:
            table.add(False, rest[min(judged, len(rest) - 1)][0].rsplit("/", 1)[-1], "a verdict",
                      f"exit {status}", errors, "winnow failed")
            judged += not lines
        rest = rest[judged:]


def judge_all(judge, attacks, cells, title):
    """
    The passes share a compile cache. Attacks on the compiler have none, so that each is really compiled. The
    time limit is near only for those that it may end.
    """
    table = Table()
    for cached, near in itertools.product((False, True), repeat=2):
        group = [attack for attack in attacks
                 if attack.name.startswith("compile_") != cached and ("TLE" in attack.expect) == near]
        for at in range(0, len(group), BATCH):
            judge_batch(judge, group[at:at + BATCH], cells, cached, near, table)
    print(f"\n{title}\n")
    table.rows = [row for row in table.rows if row[0] or not row[1].startswith("honest,")]
    table.print()
    return table


def look_around(judge, mounts_before):
    """Everything that is left after all runs, in words."""
    found = list(dict.fromkeys(judge.trouble))
    found += [f"{what} is left" for what in leftovers.strangers(judge.winnows)]
    found += [f"mount is left: {line}" for line in leftovers.mounts() if line not in mounts_before]
    found += [f"mount is gone: {line}" for line in mounts_before if line not in leftovers.mounts()]
    found += [f"cgroup {group} is left" for group in leftovers.groups(judge.winnows)]
    found += [f"file {path!r} is left" for path in leftovers.files_below(*judge.places)]
    found += [f"file {path!r} is left" for path in leftovers.files_of_cells("/tmp", judge.winnows)]
    return found


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user", "basic"])
    parser.add_argument("--user", action="store_true")
    parser.add_argument("--results", type=Path)
    parser.add_argument("--slow", type=float, default=1, metavar="FACTOR")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM")
    arguments = parser.parse_args()
    arguments.user |= arguments.isolation == "user"
    return arguments


def missing_languages():
    """The language of each extension whose compiler or interpreter is not installed."""
    listed = subprocess.run([WINNOW, "languages", "--json"], capture_output=True, text=True, check=True)
    return {extension: language["name"] for language in json.loads(listed.stdout)["languages"]
            if not language["installed"] for extension in language["extensions"]}


def load_corpus(names, kinds):
    """(the attacks, how many are skipped)"""
    paths = sorted(path for path in CORPUS.iterdir() if path.suffix != ".md")
    unknown = set(names) - {path.name for path in paths}
    if unknown:
        sys.exit(f"no such attack: {' '.join(sorted(unknown))}")
    missing = missing_languages()
    wanted = [path for path in paths if not names or path.name in names]
    here = [path for path in wanted if path.suffix[1:] not in missing]
    for language in sorted({missing[path.suffix[1:]] for path in wanted if path not in here}):
        print(f"skipped: the programs in {language}, which is not installed")
    return [Attack(path, kinds) for path in here], len(wanted) - len(here)


def main():
    arguments = parse_arguments()
    leftovers.adopt_orphans()
    mounts_before = leftovers.mounts()
    with tempfile.TemporaryDirectory(prefix="attacks-") as scratch:
        judge = Judge(scratch, arguments.isolation, arguments.user and os.geteuid() == 0, arguments.slow)
        status, lines, errors = judge.run([str(HONEST)], 1)
        if status != 0 and "isolation" in errors:
            return skip.without_sandbox(errors)
        if status != 0:
            print(lines, errors)
            sys.exit("the honest program alone is not accepted")
        grouped = "without a cgroup" not in errors
        kinds = (["basic"] if "isolation 'basic'" in errors else []) + ([] if grouped else ["user"])
        attacks, skipped = load_corpus(arguments.programs, kinds)
        for attack in attacks:
            attack.slow_down(scratch, arguments.slow)
        acceptable = [attack for attack in attacks if "AC" in attack.expect]
        where = (f"isolation {arguments.isolation}, as {'another user' if arguments.user else 'we are'}, "
                 f"{'with' if grouped else 'without'} a cgroup")
        tables = [] if arguments.once else [
            judge_all(judge, acceptable, 1, f"one cell, each twice and an honest one ({where})")]
        tables += [judge_all(judge, attacks, 2, f"two cells, honest programs in between ({where})")]
        found = look_around(judge, mounts_before)
    if arguments.results:
        arguments.results.write_text("".join(f"{row[1]}\t{row[3]}\t{row[4]}\n" for row in tables[-1].rows))
    print("\nleft behind: " + ("\n  ".join([""] + found) if found else "nothing"))
    passed = sum(table.passed for table in tables) + (not found)
    failed = sum(table.failed for table in tables) + len(found)
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return failed > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
