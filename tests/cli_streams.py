# SPDX-License-Identifier: MIT
"""Pipes that close, and terminals. Full disks and closed descriptors: cli/golden/streams.txt."""
import json
import os
import pty
import subprocess

from cli_winnow import check, holds, same, without_notes

READER_GONE = 141  # as a shell reports a program that SIGPIPE ended
CLEAR_LINE = "\r\033[K"
JUDGE = "judge problems/sum problems/sum/submissions"


def start(scratch, words, environment=None, **streams):
    return subprocess.Popen(["winnow", *words.split()], cwd=scratch.place,
                            env={**scratch.environment, **(environment or {})}, **streams)


@check("a reader that goes away ends any command, in silence")
def closed_pipe(scratch):
    for words in ("--help", "doctor", "filter problems/sum pools/keys.jsonl",
                  "inputs problems/sum --inputs problems/sum/data/secret",
                  "cluster problems/sum pools/keys.jsonl --inputs 0 --json",
                  f"{JUDGE}/accepted/sum.c", "verify problems/mislabelled --json",
                  "run problems/sum pools/keys.jsonl --inputs 0 -o piped"):
        reader, writer = os.pipe()
        os.close(reader)  # before winnow starts, which may be quick
        with start(scratch, words, stdout=writer, stderr=subprocess.PIPE) as process:
            os.close(writer)
            said = without_notes(process.stderr.read().decode()).splitlines()
        same(process.returncode, READER_GONE, f"exit code of {words}")
        said = [line for line in said if "promises no verdict" not in line and "inputs are not checked" not in line]
        same(said, [], f"stderr of {words}")


@check("`winnow filter | head -n 1` has its line and ends")
def head(scratch):
    row = json.dumps({"language": "python3", "source": "print(1)"}) + "\n"
    pool = scratch.write("many.jsonl", row * 20000)  # its output is more than a pipe holds
    found = scratch.run(["/bin/sh", "-c", f"winnow filter problems/sum {pool} | head -n 1"])
    same([line["id"] for line in found.expect(0).lines()], ["1"], "the line")
    same(found.err, "", "stderr")


def read_terminal(master):
    try:
        return os.read(master, 65536)
    except OSError:  # EIO: nobody has the other side any more
        return b""


def on_terminal(scratch, words, stream, environment=None):
    """(exit code, what a terminal gets when it is stdout or stderr); the other one is lost."""
    master, slave = pty.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    streams[stream] = slave
    with start(scratch, words, environment, **streams) as process:
        os.close(slave)
        shown = b""
        while chunk := read_terminal(master):
            shown += chunk
    os.close(master)
    return process.returncode, shown.decode().replace("\r\n", "\n")


@check("progress is shown on a terminal, on one line, and is gone in the end")
def progress(scratch):
    for words, stage in {"run problems/sum pools/keys.jsonl -n 1 -o progress": "filter",
                         "filter problems/sum pools/keys.jsonl": "filter",
                         "inputs problems/sum -n 3": "inputs",
                         f"{JUDGE}/accepted/sum.py": "judge"}.items():
        code, shown = on_terminal(scratch, words, "stderr")
        same(code, 0, f"exit code of {words}")
        holds(f"{CLEAR_LINE}\033[1m{stage:8}\033[0m " in shown, f"{stage} is not in {shown!r}")
        rest = shown.rsplit(CLEAR_LINE, 1)[1]
        holds(rest == "" or rest.startswith("winnow: "), f"progress is left of {words}: {shown!r}")


@check("a complaint stands on a line of its own, progress or not")
def complaints(scratch):
    bad = {"language": "cobol", "source": "x"}
    rows = [row for n in range(30) for row in ({"language": "py", "source": f"print({n})"}, bad)]
    pool = scratch.write_pool("mixed.jsonl", rows)
    code, shown = on_terminal(scratch, f"filter problems/sum {pool}", "stderr")
    same(code, 0, "exit code")
    lines = [line.rsplit(CLEAR_LINE, 1)[-1] for line in shown.split("\n")]
    words = "unknown language 'cobol' (see `winnow languages`)"
    same([line for line in lines if "unknown" in line],
         [f"winnow: {pool}:{n}: {words}" for n in range(2, 11, 2)] +
         [f"winnow: … and 25 more like this: {pool}:12: {words}"], "complaints")


@check("no progress and no colour where there is no terminal")
def no_terminal(scratch):
    for words in ("run problems/sum pools/keys.jsonl -n 1 --evaluate -o plain", "doctor",
                  f"{JUDGE}/accepted/sum.py"):
        found = scratch.winnow(words).expect(0)
        holds("\033" not in found.out + found.err, f"{words}: {found.out!r} {found.err!r}")
        holds("\r" not in found.out + found.err, f"{words}: {found.out!r} {found.err!r}")


@check("tables are coloured on a terminal, but not with NO_COLOR, and JSON is not")
def colour(scratch):
    table = f"{JUDGE}/run_time_error/digits.py"
    for words, environment, coloured in ((table, {}, True), (table, {"NO_COLOR": ""}, True),
                                         (table, {"NO_COLOR": "1"}, False),
                                         (f"{table} --json", {}, False)):
        code, shown = on_terminal(scratch, words, "stdout", environment)
        same(code, 1, "exit code")
        same(["\033[32mAC" in shown, "\033[31mRTE" in shown, "\033" in shown], [coloured] * 3,
             f"green, red, any colour in {words} with {environment}")
