#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills `winnow run` again and again on one DIR, lets it finish, and compares with an unbroken run.

    tests/resume.py [--seed N] [--isolation LEVEL]

The moments are random times or sizes of the journal, so that every stage is hit. It also tests journals
that lack outcomes, have a torn or broken log, are damaged, belong to another run, or are in use
by another winnow. WINNOW names the binary; where the sandbox cannot be had, the test is
skipped, or fails with WINNOW_MUST_SANDBOX=1.
"""
import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import skip

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
INTERRUPTED = 130
PATIENCE = 120  # seconds for a run that is left alone
MEASURED = {"cpu_ms", "wall_ms", "memory_kib", "load_percent"}  # differ from run to run
PAGE = 4120  # bytes that an outcome adds to the journal's log
TABLES = {  # the columns that are the key of a row
    "run_key": ("trait",), "judged": ("program",), "inputs": ("number",), "inputs_made": (),
    "ran": ("program", "input"), "evaluated": ("program",)}

VALIDATOR = """import sys
sys.exit(42 if len(sys.stdin.read().split()) == 2 else 43)
"""
GENERATOR = """import random, sys
random.seed(int(sys.argv[1]))
print(random.randrange(100), random.randrange(100))
"""
PYTHON = "import time\ntime.sleep(0.01)\na, b = map(int, input().split())\nprint({})\n"
C = ("#include <stdio.h>\n#include <unistd.h>\nint main(void) {{ int a, b; usleep(10000);\n"
     'if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", {}); return 0; }}\n')
EXPRESSIONS = ["a + b", "b + a", "a + b + (a > 50)", "a + b - (b > 60)", "a - b", "a * b",
               "a + b + (a == b)", "(a + b) % 90", "a + b + (a * b == 99)", "a +"]


def candidates():
    """Some right, some wrong on rare inputs, some that fail, some that do not compile; copies."""
    made = []
    for number, expression in enumerate(EXPRESSIONS):
        for language, text in (("c", C), ("python3", PYTHON)):
            made.append({"id": f"{language}-{number}", "language": language,
                         "source": text.format(expression)})
    return made + [dict(one, id=one["id"] + "-copy") for one in made[::3]]


def write_problem(scratch):
    problem = Path(scratch, "sum")
    tests = {"data/sample/1": ("1 2\n", "3\n"), "data/sample/2": ("10 20\n", "30\n"),
             "data/secret/1": ("60 70\n", "130\n"), "data/secret/2": ("9 11\n", "20\n")}
    files = {"problem.yaml": "name: Sum\nlimits:\n  time_limit: 2\n  memory: 128\n",
             "generators/make.py": GENERATOR, "input_validators/check.py": VALIDATOR}
    for name, (question, answer) in tests.items():
        files[name + ".in"], files[name + ".ans"] = question, answer
    for name, text in files.items():
        Path(problem, name).parent.mkdir(parents=True, exist_ok=True)
        Path(problem, name).write_text(text)
    return problem


def write_pool(path, pool):
    path.write_text("".join(json.dumps(one) + "\n" for one in pool))


def rows_of(directory):
    """
    The journal of an ended run: (table, key) for each row, by stages. Runs on proposals that were not kept are left out:
    a run that finds its inputs in the journal does not search for them again.
    """
    db = sqlite3.connect(f"file:{directory}/journal.db?immutable=1", uri=True)
    try:
        kept = {"ran": " WHERE input IN (SELECT hash FROM inputs)"}
        return [(table, *row) for table, keys in TABLES.items()
                for row in db.execute(f"SELECT {', '.join(keys) or 0} FROM {table}{kept.get(table, '')}")]
    finally:
        db.close()


def forget(directory, rows):
    """Removes rows from the journal."""
    db = sqlite3.connect(Path(directory, "journal.db"))
    with db:
        for table, *key in rows:
            where = " AND ".join(f"{name} = ?" for name in TABLES[table]) or "1"
            db.execute(f"DELETE FROM {table} WHERE {where}", key[:len(TABLES[table])])
    db.close()


def size_of(path):
    """The size of a file; 0 if it does not exist. SQLite removes its own journal at any moment."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def journal_size(directory):
    return sum(size_of(path) for path in directory.glob("journal.db*"))


def without_measures(value):
    if isinstance(value, dict):
        return {key: without_measures(v) for key, v in value.items()
                if key not in MEASURED and key != "timings"}
    return [without_measures(v) for v in value] if isinstance(value, list) else value


def results(directory):
    """The files that a run writes, without times and memory."""
    jsonl = lambda name: [without_measures(json.loads(line))
                          for line in Path(directory, name).read_text().splitlines()]
    files = {str(path.relative_to(directory)): path.read_bytes()
             for part in ("inputs", "submissions") for path in sorted(Path(directory, part).iterdir())}
    return {"report": without_measures(json.loads(Path(directory, "report.json").read_text())),
            "candidates": jsonl("candidates.jsonl"), "outcomes": jsonl("outcomes.jsonl"), **files}


class Test:
    def __init__(self, scratch, arguments):
        self.scratch, self.isolation = Path(scratch), arguments.isolation
        self.problem = write_problem(scratch)
        self.pool = self.scratch / "pool.jsonl"
        write_pool(self.pool, candidates())
        self.passed = self.failed = 0

    def command(self, directory, *more, pool=None):
        return [WINNOW, "run", str(self.problem), str(pool or self.pool), "--evaluate", "-k", "4",
                "--inputs", "10", "-j", "2", "--isolation", self.isolation, "-o", str(directory), *more]

    def run(self, directory, *more, pool=None):
        """A run without a signal: (exit status, stderr)."""
        done = subprocess.run(self.command(directory, *more, pool=pool), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=PATIENCE)
        return done.returncode, done.stderr.decode(errors="replace").strip()

    def reference(self):
        self.whole = self.scratch / "whole"
        start = time.monotonic()
        status, errors = self.run(self.whole)
        self.seconds = time.monotonic() - start
        if status == 0:
            self.expected = results(self.whole)
            self.rows = rows_of(self.whole)
        return status, errors

    def told(self, name, found):
        self.passed += not found
        self.failed += bool(found)
        print("  ".join([name.ljust(40)] + (found or ["ok"])), flush=True)

    def finish(self, directory, pool=None):
        """Lets a run end, and tells in what it differs from the unbroken one."""
        status, errors = self.run(directory, pool=pool)
        if status != 0:
            return [f"exit status {status}: {errors}"]
        got = results(directory)
        found = [f"{name} differs" for name in sorted(self.expected.keys() | got.keys())
                 if self.expected.get(name) != got.get(name)]
        rows = rows_of(directory)
        if len(rows) != len(set(rows)):
            found.append("something was judged twice")
        if set(rows) != set(self.rows):
            found.append("the journal tells of other runs than the unbroken one's")
        return found

    def copy(self, name, rows=None):
        """A directory as the unbroken run left it, its journal cut to so many rows."""
        directory = self.scratch / name
        shutil.copytree(self.whole, directory)
        if rows is not None:
            forget(directory, self.rows[rows:])
        return directory

    # ---- kills

    def kill_once(self, directory, way, chance):
        """Starts a run, ends it at a drawn moment: (complaints, whether it was done before)."""
        before = journal_size(directory)
        seconds = chance.uniform(0, self.seconds / 3)
        size = chance.uniform(before, PAGE * len(self.rows))
        by_time = chance.random() < 0.5
        with subprocess.Popen(self.command(directory), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            start = time.monotonic()
            while process.poll() is None:
                written = journal_size(directory)
                if time.monotonic() - start > seconds if by_time else written > size:
                    process.send_signal(way)
                    break
                time.sleep(0.002)
            errors = process.communicate(timeout=PATIENCE)[1].decode(errors="replace")
        status = process.returncode
        if status == 0 or status == -way:  # done; or killed, perhaps before it could listen
            return [], status == 0
        if way == signal.SIGKILL or status != INTERRUPTED or "goes on from" not in errors:
            return [f"{way.name}: exit status {status}: {errors}"], False
        return [], False

    def kills(self, way, chance, rounds):
        directory = self.scratch / f"killed-{way.name}"
        found, kills = [], 0
        for _ in range(rounds):
            complaints, done = self.kill_once(directory, way, chance)
            found += complaints
            kills += not done
            if done:
                break
        self.told(f"{kills} × {way.name}", found + self.finish(directory))

    # ---- journals as a kill may leave them

    def cut(self, chance):
        first, count = sum(row[0] == "run_key" for row in self.rows), len(self.rows)
        for rows in sorted(chance.sample(range(first, count), 4)):
            directory = self.copy(f"cut-{rows}", rows)
            self.told(f"cut after {rows} of {count} rows", self.finish(directory))

    def killed(self, name):
        """A directory whose journal has outcomes in its log, as SIGKILL leaves it."""
        directory = self.scratch / name
        with subprocess.Popen(self.command(directory), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and journal_size(directory) < PAGE * len(self.rows) // 2:
                time.sleep(0.002)
            process.kill()
        return directory

    def torn(self, chance):
        """The end of the log as a power failure may leave it: cut off, or never written."""
        for name in ("torn log", "broken log"):
            directory = self.killed(name.replace(" ", "-"))
            log = directory / "journal.db-wal"
            size = log.stat().st_size
            at = chance.randrange(PAGE, size)
            with open(log, "r+b") as file:
                file.truncate(at)
                if name == "broken log":
                    file.truncate(size)  # zeros
            self.told(name, self.finish(directory))

    def finished(self):
        directory = self.copy("finished")
        names = ("journal.db", "candidates.jsonl", "outcomes.jsonl")
        found = self.finish(directory)
        found += [f"{name} was changed" for name in names
                  if Path(self.whole, name).read_bytes() != Path(directory, name).read_bytes()]
        self.told("finished: nothing is judged", found)

    def other_candidates(self):
        grown, turned = self.scratch / "grown.jsonl", self.scratch / "turned.jsonl"
        more = {"id": "new", "language": "python3", "source": "print(7)"}
        write_pool(grown, candidates() + [more])
        write_pool(turned, candidates()[::-1])
        for pool, new in ((grown, 1), (turned, 0)):
            directory = self.copy(pool.stem)
            status, errors = self.run(directory, pool=pool)
            judged = sum(row[0] == "judged" for row in set(rows_of(directory)) - set(self.rows))
            found = [f"exit status {status}: {errors}"] if status else []
            found += [f"{judged} programs were judged, not {new}"] if judged != new else []
            self.told(f"candidates {pool.stem}", found)

    # ---- journals that are refused

    def refused(self, name, directory, words, *more):
        before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
        status, errors = self.run(directory, *more)
        after = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
        found = [] if status == 2 else [f"exit status {status}, not 2"]
        if len(errors.splitlines()) != 1 or words not in errors:
            found.append(f"it should say '{words}' in one line: {errors}")
        self.told(name, found + ([] if before == after else ["files were changed"]))

    def refusals(self):
        broken = self.copy("broken")
        with open(Path(broken, "journal.db"), "r+b") as file:
            file.seek(4096)
            file.write(bytes(2048))
        self.refused("broken page", broken, "journal.db: ")
        status, errors = self.run(broken, "--fresh")
        self.told("--fresh", [errors] if status else self.finish(broken))
        self.refused("other seed", self.copy("seed"), "of another run: --seed", "--seed", "2")
        self.refused("other limit", self.copy("limit"), "of another run: the problem's limits",
                     "--time-limit", "1.9999999")
        notes = self.scratch / "notes"
        notes.mkdir()
        Path(notes, "journal.db").write_text("Dear diary,\n")
        self.refused("someone's diary", notes, "it is not a journal of winnow's")
        example = Path(self.problem, "data/sample/1.ans")
        example.write_text("4\n")
        self.refused("other example", self.copy("example"), "the problem's examples")
        example.write_text("3\n")

    def two_at_once(self):
        directory = self.scratch / "two"
        with subprocess.Popen(self.command(directory), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
            while first.poll() is None and not Path(directory, "journal.db").exists():
                time.sleep(0.005)
            time.sleep(0.1)
            status, errors = self.run(directory)
            alive = first.poll() is None
            first.wait(timeout=PATIENCE)
        found = [] if alive else ["the first ended too early"]
        if status != 2 or "another winnow is at work" not in errors:
            found.append(f"the second: exit status {status}: {errors}")
        self.told("two at once", found + self.finish(directory))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=8, help="kills of each kind")
    parser.add_argument("--isolation", default="auto", choices=["auto", "full", "user"])
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="resume-") as scratch:
        test = Test(scratch, arguments)
        status, errors = test.reference()
        if status != 0 and "isolation" in errors:
            return skip.without_sandbox(errors)
        if status != 0:
            sys.exit(f"winnow does not work undisturbed: exit {status}: {errors}")
        for way in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
            test.kills(way, chance, arguments.rounds)
        test.cut(chance)
        test.torn(chance)
        test.finished()
        test.other_candidates()
        test.refusals()
        test.two_at_once()
    print(f"\n{test.passed} passed, {test.failed} failed")
    return test.failed > 0


if __name__ == "__main__":
    if not shutil.which(WINNOW):
        sys.exit(f"{WINNOW}: no such program (run `make`)")
    sys.exit(main())
