# SPDX-License-Identifier: MIT
"""What winnow judge shows people: why an output is wrong, case by case, and again when a file changes."""
import json
import os
import pty
import select
import signal
import subprocess
import time

from cli_winnow import PATIENCE, check, holds, same


@check("of a wrong answer people see the lines and the place where they differ")
def explained(scratch):
    for case, answer in (("1", "1 2 3\n"), ("2", "4 5\t6\n")):
        scratch.write(f"explained/{case}.in", f"{case}\n")
        scratch.write(f"explained/{case}.ans", answer)
    scratch.write("explained.py", "print('1 2 3' if input() == '1' else '4 5\\xa06\\x1b[2J \\r')\n")
    outcome = scratch.winnow("judge explained explained.py").expect(1)
    holds(outcome.out.endswith("\n2: line 1, column 4\n"
                               "  expected  4 5\\t6\\n\n"
                               "  found     4 5\\u00a06\\x1b[2J \\r\\n\n"
                               "               ^\n"), outcome.out)
    scratch.write("explained.py", "print('1 2 3' if input() == '1' else 4)\n")
    out = scratch.winnow("judge explained explained.py").expect(1).out
    holds(out.endswith("\n2: line 2, column 1; in the answer line 1, column 3\n"
                       "  expected  4 5\\t6\\n\n"
                       "  found       (the end)\n"
                       "              ^\n"), out)
    row = scratch.winnow("judge explained explained.py --json").expect(1).lines()[0]
    holds("explanation" not in json.dumps(row), row)


@check("only the first case that failed is explained, and an accepted source is not")
def explained_once(scratch):
    scratch.write("explained-once.py", "print(1)\n")
    out = scratch.winnow("judge problems/sum explained-once.py").expect(1).out
    same(out.count("\n  expected  "), 1, "explanations")
    holds("\nsample/1: line 1, column 1\n" in out, out)
    holds("expected" not in scratch.winnow("judge problems/sum problems/sum/submissions/accepted/sum.py").out, "AC")


@check("a difference in tests that are no files, and with a tolerance, is shown too")
def explained_in_memory(scratch):
    scratch.write("half.prob", json.dumps({"name": "Half", "tests": [
        {"input": "1\n", "output": "0.5 x\n"}, {"input": "3\n", "output": "1.5 x\n"}]}))
    scratch.write("half.py", "n = int(input())\nprint(n / 2 + (1e-8 if n == 1 else 0.01), 'x')\n")
    out = scratch.winnow("judge half.prob half.py --float-tolerance 1e-6").expect(1).out
    holds(": line 1, column 4\n  expected  1.5 x\\n\n  found     1.51 x\\n\n               ^\n" in out, out)


@check("all of a validator's messages is shown")
def explained_by_validator(scratch):
    write = scratch.write
    write("messages/problem.yaml", "name: Messages\nvalidation: custom\n")
    write("messages/data/secret/1.in", "5\n")
    write("messages/data/secret/1.ans", "x\n")
    write("messages/output_validators/validate.py", "import sys\nfeedback = sys.argv[3]\n"
          "open(feedback + 'judgemessage.txt', 'wb').write(b'first\\nsecond \\x1b[2J\\0 \\xff\\n\\n' + b'x' * 9999)\n"
          "open(feedback + 'teammessage.txt', 'w').write('try again\\n')\nsys.exit(43)\n")
    write("messages.py", "print(1)\n")
    out = scratch.winnow("judge messages messages.py").expect(1).out
    holds("\nsecret/1: judgemessage.txt\n  first\n  second ?[2J  ?\n  xxx" in out, out)
    holds(out.endswith("x\n  teammessage.txt\n  try again\n"), out)
    holds(len(out) < 6000, len(out))
    write("messages/output_validators/validate.py", "import sys\n"
          "open(sys.argv[3] + 'judgemessage.txt', 'w').write('one line\\n')\nsys.exit(43)\n")
    out = scratch.winnow("judge messages messages.py").expect(1).out
    same((out.count("one line"), "judgemessage" in out), (1, False), "a message that the table shows")


class Watching:
    """`winnow judge --watch`, whose lines are read as they come."""

    def __init__(self, scratch, words):
        self.process = subprocess.Popen(["winnow", "judge", *words.split(), "--watch"], cwd=scratch.place,
                                        env=scratch.environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.errors = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def wait_for_words(self, words, times=1):
        """Until stderr has said them so often."""
        end = time.monotonic() + PATIENCE
        while self.errors.count(words) < times:
            ready = select.select([self.process.stderr], [], [], max(0, end - time.monotonic()))[0]
            some = os.read(self.process.stderr.fileno(), 4096) if ready else b""
            holds(some, f"stderr ended, or says nothing more: {self.errors!r}")
            self.errors += some

    def stop(self, code):
        self.process.send_signal(signal.SIGINT)
        out = self.process.communicate(timeout=PATIENCE)[0]
        same(self.process.returncode, code, "exit code")
        return out.decode()


WAITS = b"waiting for a change"


@check("judge --watch judges again when a source is written or replaced, and Ctrl-C ends it")
def watch(scratch):
    scratch.write("watched/a.py", "print(1)\n")
    with Watching(scratch, "problems/sum watched/a.py --json") as watching:
        watching.wait_for_words(WAITS)
        scratch.write("watched/other.py", "print(2)\n")  # of no interest
        scratch.write("watched/a.py", "x = (\n")
        watching.wait_for_words(WAITS, 2)
        scratch.write("watched/new", scratch.read("problems/sum/submissions/accepted/sum.py"))
        os.rename(scratch.place / "watched/new", scratch.place / "watched/a.py")
        watching.wait_for_words(WAITS, 3)
        rows = [json.loads(line) for line in watching.stop(0).splitlines()]
    same([row["verdict"] for row in rows], ["WA", "CE", "AC"], "verdicts")


@check("judge --watch watches all sources, outlives what cannot be judged, and clears no file")
def watch_all(scratch):
    scratch.write("both/one.py", "print(1)\n")
    scratch.write("both/far/two/main.py", "print(2)\n")
    with Watching(scratch, "problems/sum both/one.py both/far/two") as watching:
        watching.wait_for_words(WAITS)
        scratch.write("both/far/two/main.py", "print(3)\n")
        watching.wait_for_words(WAITS, 2)
        out = watching.stop(1)
    same([line for line in out.splitlines() if line.startswith("both/")],
         ["both/one.py: wrong answer (WA)", "both/far/two: wrong answer (WA)"] * 2, "judgements")
    holds("\x1b" not in out, "escapes in a pipe")
    scratch.write("both/large.py", "#" * 200000)
    with Watching(scratch, "problems/sum both/large.py --json") as watching:
        watching.wait_for_words(b"larger than ")
        watching.wait_for_words(WAITS)
        same(watching.stop(2), "", "output")


def on_terminal(scratch, words, **environment):
    """What winnow judge prints when stdout is a terminal."""
    ours, its = pty.openpty()
    with subprocess.Popen(["winnow", "judge", *words.split()], cwd=scratch.place, stdout=its,
                          stderr=subprocess.DEVNULL, env={**scratch.environment, **environment}) as process:
        os.close(its)
        out = b""
        while True:
            try:
                some = os.read(ours, 4096)
            except OSError:  # the other end is closed
                some = b""
            if not some:
                break
            out += some
            if b"--watch" in words.encode() and out.count(b"largest") == 1 and b"\x1b[2J" not in out:
                time.sleep(0.5)
                scratch.write("coloured.py", "print(1)\n")
            elif out.count(b"largest") == 2:
                process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    os.close(ours)
    return out.decode().replace("\r\n", "\n")


@check("judge's lines are aligned, and coloured on a terminal only and without NO_COLOR")
def coloured(scratch):
    for case in ("1", "20"):
        scratch.write(f"coloured/{case}.in", f"{case}\n")
        scratch.write(f"coloured/{case}.ans", "1\n")
    scratch.write("coloured.py", "print(input())\n")
    words = "coloured coloured.py"
    out = on_terminal(scratch, words)
    holds("\n\x1b[32mAC\x1b[0m  1 " in out and "\n\x1b[31mWA\x1b[0m  20 " in out, repr(out))
    for plain in (on_terminal(scratch, words, NO_COLOR="1"), scratch.winnow(f"judge {words}").out):
        holds("\x1b" not in plain, repr(plain))
        lines = plain.splitlines()
        same(len({line.index(" MiB") for line in lines[1:3]}), 1, f"columns of {lines}")
        holds(lines[3].startswith("slowest  ") and lines[4].startswith("largest  "), lines)
        holds(lines[3].endswith((" ms on 1", " ms on 20")) and " MiB on " in lines[4], lines)
    scratch.write("coloured.py", "print(2)\n")
    out = on_terminal(scratch, f"{words} --watch")
    same(out.count("\x1b[2J"), 1, f"screens cleared in {out!r}")


@check("judge runs the samples first, and all cases but with --first-failure")
def full(scratch):
    source = "problems/sum/submissions/wrong_answer/product.py"
    def tests(options=""):
        row = scratch.winnow(f"judge problems/sum {source} --json {options}").expect(1).lines()[0]
        return [case["test"] for case in row["cases"]]
    names = ["sample/1", "sample/2", "secret/large", "secret/negative", "secret/zero"]
    same(tests(), names, "cases")
    same(tests("--full"), names, "cases in full")
    same(tests("--first-failure"), names[:1], "cases up to the first failure")
