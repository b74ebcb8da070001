#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills `winnow run` at random moments and looks for what is left.

    tests/kill.py [--isolation LEVEL] [--user] [--rounds N] [--seed N]

Each round starts `winnow run` on candidates that sleep, compute, fork and fill memory, and ends it:
by SIGKILL, SIGINT, SIGTERM, SIGHUP, or by closing its terminal. Two seconds later no process and
no mount may be left. A cgroup may be left only by SIGKILL: it must be empty, and the next winnow
must remove it. After the other signals winnow must print one sentence and exit with 130. WINNOW
names the binary; where the sandbox cannot be had, the test is skipped, or fails with
WINNOW_MUST_SANDBOX=1.
"""
import argparse
import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import leftovers
import skip

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
NOBODY = 65534
INTERRUPTED = 130
PATIENCE = 2.0  # seconds until everything has to be gone
EXIT_PATIENCE = 5.0
STARTED = 0.6  # seconds in which winnow may not handle signals yet: it tries out the limits
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

C = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n"
CANDIDATES = {
    "right": ("c", C + 'int main(void) { usleep(100000); puts("42"); return 0; }'),
    "right_too": ("python3", 'import time\ntime.sleep(0.05)\nprint(42)'),
    "sleeps": ("c", C + "int main(void) { sleep(600); return 0; }"),
    "sleeps_in_python": ("python3", "import time\ntime.sleep(600)"),
    "computes": ("c", C + "int main(void) { for (volatile int i = 0;; i++); }"),
    "computes_in_python": ("python3", "while True: pass"),
    "forks": ("c", C + "int main(void) { for (;;) if (fork() < 0) sleep(600); }"),
    "leaves_a_daemon": ("c", C + "int main(void) { if (!fork()) { setsid(); for (;;) pause(); }"
                                 ' sleep(1); puts("42"); return 0; }'),
    "fills_memory": ("c", C + "int main(void) { for (;;) { char *p = malloc(1 << 20);"
                              " if (p) memset(p, 1, 1 << 20); usleep(20000); } }"),
    "fills_its_directory": ("c", C + "int main(void) { char n[9]; for (int i = 0;; i++) {"
                                     ' snprintf(n, 9, "%d", i); fclose(fopen(n, "w")); } }'),
    "compiles_for_long": ("cpp", "#include <bits/stdc++.h>\nint main() { std::regex r(\"4\");"
                                 ' std::cout << "42\\n"; }'),
}
WAYS = ["SIGKILL", "SIGINT", "SIGTERM", "SIGHUP", "terminal"]


def write_package(scratch):
    problem = Path(scratch, "slow")
    for place in ("data/sample", "data/secret"):
        (problem / place).mkdir(parents=True)
        (problem / place / "1.in").write_text("6 7\n")
        (problem / place / "1.ans").write_text("42\n")
    (problem / "problem.yaml").write_text(
        "name: Slow\nlimits:\n  time_limit: 2\n  memory: 64\n  output: 1\n")
    slow, quick = Path(scratch, "slow.jsonl"), Path(scratch, "quick.jsonl")
    line = lambda name, n: json.dumps({"id": f"{name}_{n}", "language": CANDIDATES[name][0],
                                       "source": CANDIDATES[name][1] + "\n" * (n + 1)}) + "\n"
    slow.write_text("".join(line(name, 0) for name in CANDIDATES))
    quick.write_text("".join(line(name, 0) for name in ("right", "right_too")))
    return problem, slow, quick


class Round:
    """One winnow, started and ended."""

    def __init__(self, way, moment, command, scratch, owner):
        self.way, self.moment = way, moment
        self.errors = Path(scratch, "stderr")
        self.finished = False
        self.master = self.slave = -1
        self.about_the_end = any(str(word).endswith("quick.jsonl") for word in command)
        take = None
        if way == "terminal":
            self.master, self.slave = os.openpty()
            take = self.take_terminal
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=take,
                                            stdout=subprocess.DEVNULL, stderr=errors,
                                            cwd=Path(scratch, "cwd"), **owner,
                                            env=dict(os.environ, TMPDIR=str(Path(scratch, "tmp"))))
        if self.slave >= 0:
            os.close(self.slave)
        self.pid = self.process.pid

    def take_terminal(self):
        """In the child: a session with the terminal, which hangs up when its master is closed."""
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def end(self):
        """Waits for the moment, ends winnow, and gives its complaints."""
        try:
            self.process.wait(timeout=self.moment)
            self.finished = True  # before its moment came
        except subprocess.TimeoutExpired:
            if self.master < 0:
                self.process.send_signal(getattr(signal, self.way))
        if self.master >= 0:
            os.close(self.master)
        try:
            status = self.process.wait(timeout=EXIT_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return [f"winnow did not end within {EXIT_PATIENCE} s"]
        return self.check_status(status)

    def check_status(self, status):
        said = [line for line in self.errors.read_text(errors="replace").splitlines()
                if not line.startswith("winnow: isolation '")]
        if self.finished:
            return [] if status == 0 else [f"exit status {status} when left alone: {said}"]
        if self.way == "SIGKILL":
            return [] if status in (-signal.SIGKILL, 0) else [f"exit status {status}"]
        if status == 0:
            self.finished = True  # the signal came after the last look at the signals
            return []
        if (self.moment < STARTED or self.about_the_end) and -status in STOPS and not said:
            return []  # before winnow handled signals, or when its work was done
        found = [] if status == INTERRUPTED else [f"exit status {status}, not {INTERRUPTED}"]
        if status == INTERRUPTED and (len(said) != 1 or not said[0].startswith("winnow: interrupted")):
            found.append(f"it should say one sentence, not {said}")
        return found


def look_around(one, mounts_before):
    """Everything that is left two seconds after the end of a winnow."""
    found = [f"{what} is left" for what in leftovers.wait_until_empty(
        lambda: leftovers.strangers([one.pid]), PATIENCE)]
    found += [f"mount is left: {line}" for line in leftovers.mounts() if line not in mounts_before]
    groups = leftovers.groups([one.pid])
    if one.way == "SIGKILL" and not one.finished:
        found += [f"{leftovers.populated(group)} processes in cgroup {group}"
                  for group in groups if leftovers.populated(group)]
    else:
        found += [f"cgroup {group} is left" for group in groups]
    return found


class Test:
    def __init__(self, arguments, scratch):
        self.isolation = arguments.isolation
        self.scratch = scratch
        unprivileged = arguments.user and os.geteuid() == 0
        self.owner = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if unprivileged else {}
        os.chmod(scratch, 0o755)
        for name in ("tmp", "cwd"):
            Path(scratch, name).mkdir()
            Path(scratch, name).chmod(0o777)
        self.problem, self.slow, self.quick = write_package(scratch)
        self.mounts = leftovers.mounts()
        self.pids = []
        self.passed = self.failed = 0

    def command(self, pool, jobs):
        return [WINNOW, "run", str(self.problem), str(pool), "--inputs", "20", "--isolation",
                self.isolation, "-j", str(jobs), "-o", str(Path(self.scratch, "cwd", "out")), "--fresh"]

    def run_alone(self):
        """A winnow without a signal: (exit status, stderr, seconds)."""
        start = time.monotonic()
        with subprocess.Popen(self.command(self.quick, 2), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              cwd=Path(self.scratch, "cwd"), **self.owner) as process:
            errors = process.communicate()[1].decode(errors="replace").strip()
        self.pids.append(process.pid)
        return process.returncode, errors, time.monotonic() - start

    def one_round(self, number, way, moment, pool):
        one = Round(way, moment, self.command(pool, 2), self.scratch, self.owner)
        self.pids.append(one.pid)
        found = one.end() + look_around(one, self.mounts)
        self.passed += not found
        self.failed += bool(found)
        print("  ".join([f"{number:3}", way.ljust(8), pool.stem.ljust(5), f"{moment:5.3f} s",
                         "done before" if one.finished else "", "; ".join(found)]).rstrip(), flush=True)

    def check_end(self):
        """The next winnow removes the groups of the killed ones; no scratch file stays."""
        status, errors, _ = self.run_alone()
        found = [] if status == 0 else [f"afterwards, winnow exits with {status}: {errors}"]
        found += [f"{what} is left" for what in leftovers.strangers(self.pids)]
        found += [f"cgroup {group} is left" for group in leftovers.groups(self.pids)]
        found += [f"file {path} is left" for path in leftovers.files_below(Path(self.scratch, "tmp"))]
        found += [f"file {path} is left" for path in leftovers.files_of_cells("/tmp", self.pids)]
        self.passed += not found
        self.failed += len(found)
        print("left behind: " + ("\n  ".join([""] + found) if found else "nothing"))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user", "basic"])
    parser.add_argument("--user", action="store_true", help="run winnow without privileges")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.user |= arguments.isolation == "user"
    return arguments


def main():
    arguments = parse_arguments()
    for stop in STOPS:
        signal.signal(stop, signal.default_int_handler)  # not ignored, which winnow would inherit from nohup
    chance = random.Random(arguments.seed)
    leftovers.adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="kill-") as scratch:
        test = Test(arguments, scratch)
        status, errors, seconds = test.run_alone()
        if status != 0 and "isolation" in errors:
            return skip.without_sandbox(errors)
        if status != 0:
            sys.exit(f"winnow does not work undisturbed: exit {status}: {errors}")
        for number in range(1, arguments.rounds + 1):
            # At its start, in the middle, and near its normal end.
            pool, first, last = [(test.slow, 0, 0.15), (test.slow, 0.15, 2.5),
                                 (test.quick, seconds - 0.1, seconds + 0.02)][number % 3]
            test.one_round(number, WAYS[number % len(WAYS)], chance.uniform(first, last), pool)
        test.check_end()
    print(f"\n{test.passed} passed, {test.failed} failed")
    return test.failed > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
