#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A long run: one winnow judges very many good and hostile programs, and nothing may grow.

    tests/soak.py [--runs N] [--isolation LEVEL] [-j N] [--seed N] [--minutes M]

`winnow filter` gets a stream of candidates, each with TESTS examples. About a third are programs of
tests/attacks/ that end quickly, the others honest ones in C, C++ and Python (the C one looks for
anything that an earlier run left in its cell). No program passes the last example, so that winnow
keeps no survivor's program; a candidate that fails there alone counts as accepted. The stream ends
after about N runs or M minutes. Meanwhile the test samples memory and descriptors of winnow and of
its cells' inits, and compares the median of the last tenth with that of the first. At the end every
honest candidate must be AC, every hostile one as its header expects, and no process, mount, cgroup
or file may be left.
"""
import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import leftovers
from attacks import CORPUS, HONEST, PROBLEM_YAML, WINNOW, Attack

TESTS = 100
QUICK_MS = 30  # longer hostile programs are left out
HOSTILE_SHARE = 0.35
SECONDS_BETWEEN_LOOKS = 0.5
MORE_MEMORY = 1.10  # the last tenth may hold so much more than the first, and
MORE_KIB = 2048     # this: the list of candidates that were judged
MORE_DESCRIPTORS = 4  # more or fewer programs under way when it was looked

HONEST_PYTHON = "import sys\nprint('denied' if sys.stdin.read() == 'attack\\n' else 'changed')\n"
HONEST_CPP = ("#include <iostream>\n#include <string>\nint main() { std::string s; std::getline(std::cin, s);"
              ' std::cout << (s == "attack" ? "denied" : "changed") << std::endl; }\n')
LANGUAGE = {".c": "c", ".cpp": "cpp", ".py": "python3"}


class Program:
    def __init__(self, name, language, source, expect):
        self.name, self.language, self.source, self.expect = name, language, source, expect

    def line(self, number):
        """As a candidate of its own: a comment keeps it from being taken for a copy."""
        mark = "#" if self.language == "python3" else "//"
        return json.dumps({"id": f"{self.name} {number}", "language": self.language,
                           "source": f"{self.source}\n{mark} {number}\n"}) + "\n"


def write_package(scratch, tests):
    samples = Path(scratch, f"problem{tests}", "data", "sample")
    samples.mkdir(parents=True)
    (samples.parent / "secret").mkdir()
    (samples.parent.parent / "problem.yaml").write_text(PROBLEM_YAML.format(time=1, compilation=10))
    for number in range(tests):
        (samples / f"{number:03}.in").write_text("attack\n")
        (samples / f"{number:03}.ans").write_text("denied\n")
    if tests > 1:
        (samples / f"{tests - 1:03}.ans").write_text("nobody says this\n")
    return str(samples.parent.parent)


def honest_programs():
    return [Program("honest.c", "c", HONEST.read_text(), {"AC"})] * 6 + [
        Program("honest.py", "python3", HONEST_PYTHON, {"AC"}),
        Program("honest.cpp", "cpp", HONEST_CPP, {"AC"})]


def hostile_programs(scratch, isolation):
    """Those that end quickly, most of all those that may be accepted: they run on every test."""
    attacks = [Attack(path, []) for path in sorted(CORPUS.iterdir()) if path.suffix in LANGUAGE]
    attacks = [attack for attack in attacks if not {"TLE", "CE"} & set(attack.expect)]
    out = subprocess.run([WINNOW, "judge", write_package(scratch, 1), *(a.path for a in attacks), "--json",
                          "--isolation", isolation], stdout=subprocess.PIPE, check=False).stdout
    quick = []
    for attack, line in zip(attacks, out.splitlines()):
        judged = json.loads(line)
        if judged["verdict"] in attack.expect and judged["wall_ms"] <= QUICK_MS:
            path = Path(attack.path)
            program = Program(attack.name, LANGUAGE[path.suffix], path.read_bytes().decode("utf-8", "replace"),
                              set(attack.expect))
            quick += [program] * (3 if judged["verdict"] == "AC" else 1)
    return quick


class Stream(threading.Thread):
    """Writes candidates until as many runs were asked for, or the time is over."""

    def __init__(self, out, runs, minutes, seed, programs):
        super().__init__(daemon=True)
        self.out, self.runs, self.end = out, runs, time.monotonic() + 60 * minutes
        self.chance = random.Random(seed)
        self.honest, self.hostile = programs
        self.sent = []
        self.asked = 0

    def run(self):
        try:
            with self.out:
                while self.asked < self.runs and time.monotonic() < self.end:
                    kind = self.hostile if self.chance.random() < HOSTILE_SHARE else self.honest
                    program = self.chance.choice(kind)
                    self.sent.append(program)
                    self.asked += TESTS if "AC" in program.expect else 1
                    self.out.write(program.line(len(self.sent)).encode())
                    self.out.flush()
        except BrokenPipeError:
            pass  # winnow has ended; its status tells


class Gauge:
    """Looks at a process and its children every now and then."""

    def __init__(self, pid):
        self.pid = pid
        self.looks = []  # (rss of winnow in KiB, its descriptors, rss of the largest init, its descriptors)

    @staticmethod
    def of(pid):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() // 1024, len(os.listdir(f"/proc/{pid}/fd"))

    def look(self):
        try:
            inits = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            looks = [self.of(init) for init in inits] or [(0, 0)]
            self.looks.append(self.of(self.pid) + tuple(max(column) for column in zip(*looks)))
        except OSError:
            pass  # something ended just now

    def medians(self):
        """(of the first tenth, of the last) of each column."""
        tenth = max(1, len(self.looks) // 10)
        parts = self.looks[:tenth], self.looks[-tenth:]
        return [tuple(int(statistics.median(look[i] for look in part)) for part in parts) for i in range(4)]


def check_growth(medians):
    found = []
    names = ["winnow's memory in KiB", "winnow's descriptors", "an init's memory in KiB", "an init's descriptors"]
    for i, (name, (first, last)) in enumerate(zip(names, medians)):
        print(f"{name}: {first} in the first tenth, {last} in the last")
        most = first + MORE_DESCRIPTORS if i % 2 else first * MORE_MEMORY + MORE_KIB
        if last > most:
            found.append(f"{name} grew from {first} to {last}")
    return found


def check_verdicts(sent, lines, counts):
    found = []
    if len(lines) != len(sent):
        found.append(f"{len(lines)} candidates came back of {len(sent)}")
    for program, line in zip(sent, lines):
        judged = json.loads(line)
        runs = int(judged["test"].rpartition("/")[2]) + 1 if judged["test"] else 0
        # The last test is failed by saying the right thing; "escaped" is not it.
        verdict = "AC" if runs == TESTS and 'found "denied"' in judged["detail"] else judged["verdict"]
        counts["hostile" if "attack:" in program.source else "honest"] += runs
        counts["compilations"] += 1
        if verdict not in program.expect:
            found.append(f"{judged['id']}: {verdict} on {judged['test']} ({judged['detail']}), "
                         f"not {' or '.join(sorted(program.expect))}")
    return found


def look_around(pid, mounts, scratch):
    found = [f"{what} is left" for what in leftovers.wait_until_empty(lambda: leftovers.strangers([pid]))]
    found += [f"mount is left: {line}" for line in leftovers.mounts_of_cells(mounts)]
    found += [f"cgroup {group} is left" for group in leftovers.groups([pid])]
    return found + [f"file {path} is left" for path in
                    leftovers.files_below(Path(scratch, "tmp")) + leftovers.files_of_cells("/tmp", [pid])]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user"])
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def soak(arguments, scratch, programs):
    """(winnow's pid and status, its lines, what was sent, the gauge, seconds)"""
    command = [WINNOW, "filter", write_package(scratch, TESTS), "-", "-j", str(arguments.jobs),
               "--isolation", arguments.isolation]
    out = Path(scratch, "out")
    start = time.monotonic()
    with open(out, "wb") as lines:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=lines,
                                   env=dict(os.environ, TMPDIR=str(Path(scratch, "tmp"))))
        stream = Stream(process.stdin, arguments.runs, arguments.minutes, arguments.seed, programs)
        stream.start()
        gauge = Gauge(process.pid)
        while process.poll() is None:
            gauge.look()
            time.sleep(SECONDS_BETWEEN_LOOKS)
        stream.join()
    return process, out.read_text().splitlines(), stream.sent, gauge, time.monotonic() - start


def main():
    arguments = parse_arguments()
    leftovers.adopt_orphans()
    mounts = leftovers.mounts()
    with tempfile.TemporaryDirectory(prefix="soak-") as scratch:
        Path(scratch, "tmp").mkdir()
        programs = honest_programs(), hostile_programs(scratch, arguments.isolation)
        if not programs[1]:
            sys.exit("no hostile program was judged: does the sandbox work here?")
        process, lines, sent, gauge, seconds = soak(arguments, scratch, programs)
        counts = dict(honest=0, hostile=0, compilations=0)
        found = [] if process.returncode == 0 else [f"winnow exits with {process.returncode}"]
        found += check_verdicts(sent, lines, counts)
        found += look_around(process.pid, mounts, scratch)
    print(f"{counts['honest'] + counts['hostile']} runs ({counts['hostile']} hostile) of {len(sent)} candidates, "
          f"{counts['compilations']} compilations besides, in {seconds:.0f} s with {arguments.jobs} cells")
    found += check_growth(gauge.medians())
    print("\n".join(found))
    print(f"\n{len(sent) + 4 - len(found)} passed, {len(found)} failed")
    return len(found) > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
