#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes one system call of winnow fail at a time and checks the verdict.

    tests/faults.py [--isolation LEVEL] [--user] [--sample N] [--seed N] [--only TEXT]

A scenario is one program with a known verdict, judged with one cell under faults_tracer.c. The
tracer first lists all calls of winnow ("main"), of the inits of its cells ("init1" tries out the
sandbox, "init2" compiles, "init3" runs) and of their children before exec. Then, for each of these
calls and each error of faults_errnos.py, a new winnow gets that error at that call: once, or
("init3+") in every later cell too, so that a retry does not help. After one failure in one cell the
verdict must be right. Otherwise it must be right, or JE with a detail, or winnow must end with a
sentence that names the error. In every case: in time, without a crash, and without a process,
mount, cgroup, file or descriptor left.

--sample takes N of all faults at random. A fault whose call was not reached is not counted: how
often a cell reads its counters depends on timing. WINNOW names the binary.
"""
import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import leftovers
import skip
from faults_errnos import ALSO_RIGHT, AT_MOST, CELL_IS_GONE, ERRNOS, EXEMPT, GROUP_MAY_STAY, OTHER_WORDS

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
TRACER = os.environ.get("TRACER", str(HERE.parent / "build" / "release" / "tracer"))
NOBODY = 65534
PATIENCE = 300.0  # seconds after which a winnow hangs, on a busy machine too
MAY_BLOCK = 2.0  # seconds until everything has to be gone
DONE, NOT_ACCEPTED, BAD_INPUT, JUDGE_FAILED = range(4)

PROBLEM_YAML = """\
problem_format_version: legacy
name: Faults
limits:
  time_limit: 0.2
  memory: 32
  output: 1
  compilation_time: 10
  compilation_memory: 512
"""
# Without headers, so that they compile quickly.
C = "int scanf(const char *, ...), puts(const char *), fork(void), pause(void), socket(int, int, int);\n"
SCENARIOS = {  # name: (file, source, right verdict)
    "accepted": ("a.c", C + 'int main(void) { int a; return scanf("%d", &a) != 1 || puts("42") < 0; }', "AC"),
    "python": ("a.py", "print(int(input()) * 7)", "AC"),
    "wrong": ("a.c", C + 'int main(void) { puts("41"); return 0; }', "WA"),
    "exits": ("a.c", C + "int main(void) { return 3; }", "RTE"),
    "crashes": ("a.c", C + "int main(void) { __builtin_trap(); }", "RTE"),
    "forbidden": ("a.c", C + 'int main(void) { socket(2, 1, 0); puts("42"); return 0; }', "RTE"),
    "forks": ("a.c", C + "int main(void) { for (;;) { int p = fork(); if (p == 0) pause();"
                          " if (p < 0) return 1; } }", "RTE"),
    "computes": ("a.c", C + "int main(void) { for (volatile int i = 0;; i++); }", "TLE"),
    "waits": ("a.c", C + "int main(void) { pause(); return 0; }", "TLE"),
    "remembers": ("a.c", C + "static char m[1 << 26]; int main(void) { for (int i = 0; i < 1 << 26;"
                             ' i += 4096) ((volatile char *)m)[i] = 1; puts("42"); return 0; }', "MLE"),
    "talks": ("a.c", C + 'int main(void) { for (;;) puts("42"); }', "OLE"),
    "rejected": ("a.c", C + "int main(void) { retrun 0; }", "CE"),
}
LIMITS = {True: [], False: ["-t", "5"]}  # the time limit is near only where it is to be reached
ONLY = {"waits": {"kill", "wait4"}}  # slow; it tests only the calls that could wait for ever
EXIT_OF = {"AC": DONE}  # of winnow judge, else NOT_ACCEPTED


class Fault:
    def __init__(self, scenario, instance, call, nth, error):
        self.scenario, self.instance, self.call, self.nth, self.error = scenario, instance, call, nth, error

    def argument(self):
        return f"{self.instance}:{self.call}:{self.nth}:{getattr(errno, self.error)}"

    def words(self):
        return os.strerror(getattr(errno, self.error))

    def __str__(self):
        return f"{self.scenario}: {self.instance} {self.call} {self.nth} {self.error}"

    def is_survived(self):
        """After one failure winnow closes the cell and repeats the run: the verdict must be right."""
        return self.instance not in ("main", "init1") and "+" not in self.instance

    def right(self):
        return {SCENARIOS[self.scenario][2]} | ALSO_RIGHT.get((self.call, self.error), set())


class Outcome:
    """What one winnow under the tracer did."""

    def __init__(self, status, out, err, log):
        self.status, self.out, self.err = status, out.decode(errors="replace"), err.decode(errors="replace")
        lines = [line.split() for line in log.splitlines()]
        self.calls = [(who, call, int(nth)) for who, call, nth in (l for l in lines if len(l) == 3 and l[0] != "left")]
        self.injected = ["injected"] in lines
        self.left = [" ".join(line) for line in lines if line[0] == "left"]
        number = lambda key: next((int(line[1]) for line in lines if line[0] == key and len(line) == 2), None)
        self.pid, self.descriptors = number("main"), number("descriptors")

    def verdict(self):
        """(verdict, detail) of the one source, or (None, "") when none was printed."""
        if not self.out.strip():
            return None, ""
        line = json.loads(self.out)
        return line["verdict"], line["detail"]


class Bench:
    """A package, the sources, and winnows under the tracer."""

    def __init__(self, scratch, isolation, unprivileged):
        self.scratch, self.isolation = Path(scratch), isolation
        self.owner = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if unprivileged else {}
        self.tmp, self.logs = self.scratch / "tmp", self.scratch / "logs"
        self.pids = []
        os.chmod(scratch, 0o755)
        for place in (self.tmp, self.logs):
            place.mkdir()
            place.chmod(0o777)
        data = self.scratch / "problem/data/secret"
        data.mkdir(parents=True)
        (data / "1.in").write_text("6\n")
        (data / "1.ans").write_text("42\n")
        (self.scratch / "problem/problem.yaml").write_text(PROBLEM_YAML)
        for name, (file, source, _) in SCENARIOS.items():
            (self.scratch / name).mkdir()
            (self.scratch / name / file).write_text(source + "\n")
        self.mounts = leftovers.mounts()

    def run(self, scenario, fault=None):
        log = self.logs / "log"
        log.unlink(missing_ok=True)
        command = [TRACER, str(log), *(["-i", fault.argument()] if fault else []),
                   WINNOW, "judge", str(self.scratch / "problem"),
                   str(self.scratch / scenario / SCENARIOS[scenario][0]), "--json", "-j", "1",
                   "--python", "cpython", "--isolation", self.isolation, *LIMITS[SCENARIOS[scenario][2] == "TLE"]]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.tmp, **self.owner,
                              env=dict(os.environ, TMPDIR=str(self.tmp))) as process:
            try:
                out, err = process.communicate(timeout=PATIENCE)
                status = process.returncode
            except subprocess.TimeoutExpired:
                process.kill()  # which kills winnow too
                out, err = process.communicate()
                status = None
        outcome = Outcome(status, out, err, log.read_text())
        self.pids.append(outcome.pid)
        return outcome

    def left_by(self, outcome, groups_too):
        found = outcome.left + [f"{what} is left" for what in leftovers.wait_until_empty(
            lambda: leftovers.strangers([outcome.pid]), MAY_BLOCK)]
        found += [f"mount is left: {line}" for line in leftovers.mounts_of_cells(self.mounts)]
        if groups_too:
            found += [f"cgroup {group} is left" for group in leftovers.groups([outcome.pid])]
        return found + [f"file {path} is left" for path in leftovers.files_below(self.tmp)]


def complaints_of_failure(fault, outcome, verdict, detail):
    """Of a winnow that ended without a verdict: whether it had to, and whether it named the error."""
    if fault.is_survived():
        return [f"one failure of a cell is not survived: {outcome.err.strip()}"]
    if fault.call == "write":
        return []  # the message itself may be the write that failed
    found = []
    said = [line for line in outcome.err.splitlines() if line.startswith("winnow: ")]
    words = (fault.words(), *CELL_IS_GONE, *OTHER_WORDS.get((fault.instance, fault.call), ()))
    if not any(why in line for line in said for why in words):
        found.append(f"does not say what failed: {said}")
    if verdict is not None and (verdict != "JE" or not detail):
        found.append(f"fails, yet says {verdict} ({detail})")
    return found


def complaints(fault, outcome, descriptors):
    """What is wrong with the answer, in words."""
    if outcome.status is None:
        return [f"hangs: killed after {PATIENCE:.0f} s"]
    if not DONE <= outcome.status <= JUDGE_FAILED:
        return [f"exit status {outcome.status}: {outcome.err.strip()}"]
    found = []
    if outcome.descriptors != descriptors:
        found.append(f"{outcome.descriptors} descriptors at the end, not {descriptors}")
    try:
        verdict, detail = outcome.verdict()
    except (ValueError, KeyError):
        return found + [f"broken output {outcome.out!r}"]
    if outcome.status >= BAD_INPUT:
        return found + complaints_of_failure(fault, outcome, verdict, detail)
    if verdict not in fault.right():
        found.append(f"WRONG VERDICT {verdict} ({detail}), not {' or '.join(sorted(fault.right()))}")
    elif outcome.status != EXIT_OF.get(verdict, NOT_ACCEPTED):
        found.append(f"exit status {outcome.status} for {verdict}")
    return found


def ends(numbers, most):
    """The first and the last, at most so many: those between them are the same loop."""
    return numbers if len(numbers) <= most else numbers[:most // 2] + numbers[-(most - most // 2):]


def places(scenario, calls):
    """{(instance, call): [(occurrence, while serving a request)]} worth failing, of all that were seen."""
    found = {}
    serving = set()  # cells with a request, and their children
    main_started = False
    for who, call, nth in calls:
        if call == "recvmsg" and who.startswith("init"):
            serving |= {who, who.replace("init", "child")}
        # Calls before the first memfd read the package; this test is about the sandbox.
        main_started = main_started or (who == "main" and call == "memfd_create")
        if scenario == "accepted":
            wanted = who != "main" or main_started
        else:
            # The set-up is the same as in "accepted". A child executes a descriptor, or, for an
            # interpreter, a path.
            wanted = who in serving and (who == ("init2" if scenario == "rejected" else "init3") or
                                         (who == "child3" and scenario == "python"))
        if wanted and call in ONLY.get(scenario, {call}):
            found.setdefault((who, call), []).append((nth, who in serving))
    return found


def faults_of(scenario, calls):
    found = []
    for (who, call), occurrences in places(scenario, calls).items():
        if call in EXEMPT:
            continue
        if call not in ERRNOS:
            sys.exit(f"{call}: neither in ERRNOS nor in EXEMPT of faults_errnos.py")
        errors = ERRNOS[call].split()
        if scenario != "accepted":  # the code treats only EINTR differently
            errors = [error for error in errors if error in (errors[0], "EINTR")]
        for nth, serving in ends(occurrences, AT_MOST.get(call, len(occurrences))):
            # Every cell is set up in the same way, so one cell is enough.
            later = who not in ("main", "init1")
            if serving or not later:
                found += [Fault(scenario, who, call, nth, error) for error in errors]
            elif who == "init2":
                found.append(Fault(scenario, who, call, nth, errors[0]))
            if later and who != "init2" and scenario in ("accepted", "rejected"):
                found.append(Fault(scenario, who + "+", call, nth, errors[0]))
    return found


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user"])
    parser.add_argument("--user", action="store_true", help="run winnow without privileges")
    parser.add_argument("--sample", type=int, help="so many faults, chosen at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only faults whose line has this text")
    parser.add_argument("--list", action="store_true", help="print the faults")
    arguments = parser.parse_args()
    arguments.user |= arguments.isolation == "user"
    return arguments


def plan(bench, arguments):
    """All faults to be tried, and how many descriptors an undisturbed winnow holds at its end."""
    faults, descriptors = [], None
    for scenario, (_, _, right) in SCENARIOS.items():
        outcome = bench.run(scenario)
        if outcome.verdict()[0] != right:
            sys.exit(f"{scenario}: undisturbed, exit status {outcome.status}, {outcome.out}{outcome.err}")
        descriptors = descriptors or outcome.descriptors
        faults += faults_of(scenario, outcome.calls)
    faults = [fault for fault in faults if arguments.only in str(fault)]
    if arguments.sample and arguments.sample < len(faults):
        faults = random.Random(arguments.seed).sample(faults, arguments.sample)
    return faults, descriptors


def try_all(bench, faults, descriptors):
    """(passed, failed, a line about all of them)"""
    passed = failed = missed = 0
    answers = {}
    for fault in faults:
        outcome = bench.run(fault.scenario, fault)
        groups_too = (fault.instance, fault.call) not in GROUP_MAY_STAY
        found = complaints(fault, outcome, descriptors) + bench.left_by(outcome, groups_too)
        answer = "failures" if found else outcome.verdict()[0] or f"exit {outcome.status}"
        answers[answer] = answers.get(answer, 0) + 1
        missed += not outcome.injected
        passed += outcome.injected and not found
        failed += bool(found)
        if found:
            print(f"{fault}: {'; '.join(found)}", flush=True)
    return passed, failed, f"{len(faults)} faults, {missed} not reached; answers: " + ", ".join(
        f"{n} {name}" for name, n in sorted(answers.items()))


def main():
    arguments = parse_arguments()
    leftovers.adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        bench = Bench(scratch, arguments.isolation, arguments.user and os.geteuid() == 0)
        first = bench.run("accepted")
        if first.status not in (DONE, NOT_ACCEPTED):
            return skip.without_sandbox(first.err.strip())
        faults, descriptors = plan(bench, arguments)
        if arguments.list:
            print("\n".join(map(str, faults)))
            return 0
        passed, failed, summary = try_all(bench, faults, descriptors)
        bench.run("accepted")
        for group in leftovers.groups(set(bench.pids)):
            print(f"cgroup {group} is left")
            failed += 1
    print(f"{summary}\n\n{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    for program in (WINNOW, TRACER):
        if not shutil.which(program):
            sys.exit(f"{program}: no such program (run `make`)")
    sys.exit(main())
