#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Interactors and candidates that torture each other, at the isolation levels of this host.

    tests/torture.py [--isolation LEVEL]... [NAME...]

A row of torture_table.py is a pair of programs, and the verdicts that are right for it. The rows are the
cases of one problem: its interactor runs the row's first program and sends the second one to the
candidate, which runs it. After each row comes a pair of honest programs, which must be accepted: so a
row that harms a cell is found. At the end no process, cgroup, mount or file may be left. NAME limits it to
rows whose name contains it. WINNOW names the binary (default build/winnow). As root the levels `user`
and `basic` are taken as another user, for whom they are meant. Where the sandbox cannot be had, the test is
skipped, or fails with WINNOW_MUST_SANDBOX=1. Fork bombs are left out at these two levels unless named: without a
cgroup they starve the host.
"""
import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import leftovers
import skip
from torture_table import CANDIDATE, HONEST, INTERACTOR, ROWS

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
NOBODY = 65534
PARTS = 8  # at a time: most of the rows wait, so there are more of them than cores
PATIENCE = 400  # seconds for a part of the rows; they take a tenth of that on a free host
PROBLEM_YAML = """name: Torture
validation: custom interactive
limits: {time_limit: 0.5, memory: 48, output: 1, validation_time: 0.5, validation_memory: 48, validation_output: 1}
"""


class Part:
    """Some of the rows as one problem, and what winnow says of them."""

    def __init__(self, place, rows):
        self.place, self.rows = place, rows
        self.problem = place / "torture"
        (self.problem / "data/secret").mkdir(parents=True)
        (self.problem / "output_validators").mkdir()
        (self.problem / "problem.yaml").write_text(PROBLEM_YAML)
        (self.problem / "output_validators/talk.py").write_text(INTERACTOR)
        (place / "candidate.py").write_text(CANDIDATE)
        (place / "tmp").mkdir()
        (place / "tmp").chmod(0o777)
        for number, row in enumerate(rows):
            self.write_case(f"{number:03}-0", row.interactor, row.candidate)
            self.write_case(f"{number:03}-1", *HONEST)

    def write_case(self, name, interactor, candidate):
        (self.problem / f"data/secret/{name}.in").write_text(repr((interactor, candidate)) + "\n")
        (self.problem / f"data/secret/{name}.ans").write_text("the answer\n")

    def start(self, level):
        owner = ({"user": NOBODY, "group": NOBODY, "extra_groups": []}
                 if os.geteuid() == 0 and level in ("user", "basic") else {})
        command = [WINNOW, "judge", str(self.problem), str(self.place / "candidate.py"), "--json", "-j", "1",
                   "--python", "cpython", "--isolation", level]
        environment = dict(os.environ, TMPDIR=str(self.place / "tmp"), WINNOW_CACHE="off")
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                cwd=self.place / "tmp", env=environment, **owner)

    def complaints(self, level, out):
        """One for each row that came out wrong."""
        cases = json.loads(out.splitlines()[0])["cases"]
        if len(cases) != 2 * len(self.rows):
            return [f"{len(cases)} cases, not {2 * len(self.rows)}"]
        found = []
        for row, case, honest in zip(self.rows, cases[0::2], cases[1::2]):
            wanted, detail = row.wanted(level)
            if case["verdict"] not in wanted or detail not in case["detail"]:
                found.append(f"{row.name}: {case['verdict']} ({case['detail']}), not {' '.join(wanted)} ({detail})")
            if honest["verdict"] != "AC":
                found.append(f"the honest pair after {row.name}: {honest['verdict']} ({honest['detail']})")
        return found


def run_part(part, level, pids):
    """(its complaints, whether the sandbox cannot be had)"""
    with part.start(level) as process:
        pids.append(process.pid)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return [f"winnow hung for {PATIENCE} s; killed"], False
    if not out:
        return [f"exit code {process.returncode}: {err.decode(errors='replace').strip()}"], b"isolation" in err
    return part.complaints(level, out), False


def look_around(pids, mounts_before, parts):
    found = leftovers.wait_until_empty(lambda: leftovers.strangers(pids))
    found += [f"mount {line}" for line in leftovers.mounts_of_cells(mounts_before)]
    found += [f"cgroup {group}" for group in leftovers.groups(pids)]
    found += [f"file {path!r}" for path in leftovers.files_below(*[part.place / "tmp" for part in parts])]
    found += [f"file {path!r}" for path in leftovers.files_of_cells("/tmp", pids)]
    return [f"left behind: {what}" for what in found]


def torture(level, rows):
    """(number of checks, complaints, None or why the sandbox cannot be had)"""
    mounts_before, pids = leftovers.mounts(), []
    with tempfile.TemporaryDirectory(prefix="torture-") as scratch:
        os.chmod(scratch, 0o755)
        parts = [Part(Path(scratch, str(number)), rows[number::PARTS]) for number in range(PARTS) if rows[number::PARTS]]
        with concurrent.futures.ThreadPoolExecutor(len(parts)) as pool:
            ended = list(pool.map(lambda part: run_part(part, level, pids), parts))
        found = [complaint for complaints, _ in ended for complaint in complaints]
        if any(unusable for _, unusable in ended):
            return 0, [], found[0]
        return 2 * len(rows) + 1, found + look_around(pids, mounts_before, parts), None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--isolation", action="append", choices=["full", "user", "basic"])
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    rows = [row for row in ROWS if not arguments.names or any(name in row.name for name in arguments.names)]
    leftovers.adopt_orphans()
    passed = failed = 0
    refused = {}
    for level in arguments.isolation or ["full", "user", "basic"]:
        chosen = [row for row in rows if level == "full" or arguments.names or not row.bomb]
        checks, complaints, unusable = torture(level, chosen)
        if unusable:
            refused[level] = unusable
            continue
        print("".join(f"FAIL  {level}: {complaint}\n" for complaint in complaints), end="")
        passed, failed = passed + max(checks - len(complaints), 0), failed + len(complaints)
    if passed + failed == 0:
        return skip.without_sandbox(next(iter(refused.values())))
    print(f"{passed} passed, {failed} failed" + (f", {len(refused)} skipped" if refused else ""))
    return failed > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
