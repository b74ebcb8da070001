# SPDX-License-Identifier: MIT
"""Running winnow as a user does: for the tests of the commands (cli.py).

Each command runs in a scratch directory that holds copies of tests/cli/problems, pools and
sources, so that paths in output are short and the same everywhere.
"""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parent / "build" / "winnow"))
PATIENCE = 600  # seconds, for what hangs; a busy host may need many for a command that takes one
HUNG = 124

# What differs from run to run or from host to host. All else is compared as it is.
MASKS = [(re.compile(pattern, re.MULTILINE), mask) for pattern, mask in [
    (r'"(cpu|wall|set_up|filter|inputs|cluster|evaluate)_ms":( ?)[\d.]+', r'"\1_ms":\2#'),
    (r'"memory_kib":( ?)\d+', r'"memory_kib":\1#'),
    (r'"language":"pypy3"', '"language":"python3"'),  # where it is installed: see --python
    (r'"load_percent":( ?)(null|\d+)', r'"load_percent":\1#'),
    (r' *\(measured alone, other load \d+ %\)', ''),
    (r' +\d+ ms\b', '  # ms'),
    (r'\d+\.\d\d ms +\d+\.\d MiB', '# ms # MiB'),
    (r'[\d.]+ ms of CPU time and \d+ KiB', '# ms of CPU time and # KiB'),
    (r' +\d+\.\d MiB', '  # MiB'),
    (r'^(slowest|largest)(  # \w+) on .*', r'\1\2 on #'),
    (r'\(ratio \d+\.\d\)', '(ratio #)'),
    (r'\d+\.\d s (filter|inputs|cluster|select)', r'# s \1'),
    (r'^isolation   .*', 'isolation   #'),
    (r'"level": "(full|user|basic)"', '"level": #'),
    (r'"cgroup_version": [012]', '"cgroup_version": #'),
    (r'"not_enforced": ".*"', '"not_enforced": #'),
    (r'"(measured_alone|measured_under_pressure)": \d+', r'"\1": #'),
    (r'forbidden system call (\w+)\([^)]*\)', r'forbidden system call \1(#)'),  # the kernel's view
]]

# Said of the host, not of what was asked.
HOST_NOTES = re.compile(r"^winnow: (isolation '|\d+ runs? near the time limit ).*\n", re.MULTILINE)


def without_notes(text):
    return HOST_NOTES.sub("", text)


def mask(text):
    text = without_notes(text)
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


class Wrong(Exception):
    """A test found something that should not be."""


class Skipped(Exception):
    """Something that the test needs is not installed here."""


def need_language(name):
    """Ends a check whose language is not installed, unless it must be."""
    must = os.environ.get("WINNOW_MUST_LANGUAGES", "").split()
    listed = subprocess.run([WINNOW, "languages", "--json"], capture_output=True, text=True, check=True).stdout
    if name not in must and name not in {row["name"] for row in json.loads(listed)["languages"] if row["installed"]}:
        raise Skipped(f"{name} is not installed")


def holds(condition, what):
    if not condition:
        raise Wrong(what)


def same(found, wanted, what):
    if found != wanted:
        raise Wrong(f"{what}:\n    found  {found!r}\n    wanted {wanted!r}")


class Outcome:
    """How a command ended and what it printed."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out.decode(errors="backslashreplace")
        self.err = without_notes(err.decode(errors="backslashreplace"))

    def expect(self, code):
        same(self.code, code, f"exit code, with stderr {self.err[:300]!r}")
        return self

    def lines(self):
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Scratch:
    """Where winnow runs, and what starts it there."""

    def __init__(self, place, winnow):
        self.place = Path(place)
        for name in ("problems", "pools", "sources"):
            shutil.copytree(HERE / "cli" / name, self.place / name)
        (self.place / "bin").mkdir()
        os.link(winnow, self.place / "bin" / "winnow")
        self.environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        self.environment["PATH"] = f"{self.place}/bin:/usr/bin:/bin"
        self.environment["XDG_CONFIG_HOME"] = f"{self.place}/config"  # no languages.json of the user's
        self.environment["LC_ALL"] = "C.UTF-8"  # the words of sh and ls

    def run(self, command, stdin=b""):
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=self.place,
                              env=self.environment) as process:
            try:
                out, err = process.communicate(stdin, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
                return Outcome(HUNG, out, err + b"hung; killed\n")
        return Outcome(process.returncode, out, err)

    def winnow(self, words, stdin=b""):
        """`words` as in a shell, without its quoting: "filter problems/sum pools/keys.jsonl"."""
        return self.run(["winnow", *words.split()], stdin)

    def write(self, name, content):
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def write_pool(self, name, rows):
        return self.write(name, "".join(json.dumps(row) + "\n" for row in rows))

    def read(self, name):
        return (self.place / name).read_text()

    def read_lines(self, name):
        return [json.loads(line) for line in self.read(name).splitlines()]

    def read_json(self, name):
        return json.loads(self.read(name))


CHECKS = []  # (sentence, function that takes a Scratch and raises Wrong)


def check(sentence):
    def add(function):
        CHECKS.append((sentence, function))
        return function
    return add
