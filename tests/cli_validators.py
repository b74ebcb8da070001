# SPDX-License-Identifier: MIT
"""Output validators and interactors, good ones and bad ones, and candidates that torture them."""
import json

from cli_winnow import check, holds, same

PRELUDE = """import os, sys, time
case, answer, feedback = sys.argv[1:4]
def say(message, name="judgemessage.txt"):
    with open(os.path.join(feedback, name), "a") as file:
        file.write(message + "\\n")
"""
PRINT_1 = "print(1)"

# (validator, candidate, verdict, the beginning of the detail)
VALIDATIONS = [
    ("sys.exit(42)", PRINT_1, "AC", ""),
    ("sys.exit(43)", PRINT_1, "WA", "the output validator rejects the output"),
    ("say('\\n  not \\x1b[31mred\\nmore'); sys.exit(43)", PRINT_1, "WA", "not "),
    ("say('for the team', 'teammessage.txt'); sys.exit(43)", PRINT_1, "WA", "for the team"),
    ("sys.exit(42 if sys.stdin.read() == '1\\n' else 43)", PRINT_1, "AC", ""),
    ("sys.exit(42 if open(case).read() == '5\\n' and open(answer).read() == 'x\\n' else 1)", PRINT_1,
     "AC", ""),
    ("sys.exit(42 if sys.argv[4:] == ['a', 'b=1'] else 1)", PRINT_1, "AC", ""),
    ("sys.exit(42)", "import sys\nsys.exit(3)", "RTE", "exit code 3"),
    # Whatever else a validator does is no verdict on the candidate.
    ("pass", PRINT_1, "JE", "output validator: exit code 0, which is neither 42"),
    ("sys.exit(1)", PRINT_1, "JE", "output validator: exit code 1"),
    ("say('lost'); sys.exit(44)", PRINT_1, "JE", "output validator: exit code 44: lost"),
    ("raise ValueError('oops')", PRINT_1, "JE", "output validator: exit code 1: ValueError: oops"),
    ("os.kill(os.getpid(), 11)", PRINT_1, "JE", "output validator: killed by signal 11"),
    ("while True: pass", PRINT_1, "JE", "output validator: CPU time limit of 1 s exceeded"),
    ("time.sleep(99)", PRINT_1, "JE", "output validator: idle for more than 1 s"),
    ("while True: print('x' * 65536)", PRINT_1, "JE", "output validator: output limit of 1 MiB"),
    ("a = bytearray(1 << 30)", PRINT_1, "JE", "output validator: memory limit of 64 MiB exceeded"),
    # What it leaves is a stranger's.
    ("os.symlink('/etc/passwd', feedback + 'judgemessage.txt'); sys.exit(43)", PRINT_1, "WA",
     "the output validator rejects the output"),
    ("os.mkfifo(feedback + 'judgemessage.txt') if hasattr(os, 'mkfifo') else 0; sys.exit(43)",
     PRINT_1, ("WA", "JE"), ""),
    ("os.rmdir(feedback); sys.exit(43)", PRINT_1, "WA", "the output validator rejects the output"),
    ("say('x' * 5000000); sys.exit(43)", PRINT_1, ("WA", "JE"), ""),
    ("os.mkdir(feedback + 'nextpass.in'); sys.exit(42)", PRINT_1, "AC", ""),
]

# The same, for a problem of at most three passes.
PASSES = [
    ("sys.exit(42)", PRINT_1, "AC", ""),
    ("say('again', 'nextpass.in'); sys.exit(42)", PRINT_1, "JE",
     "output validator: it asks for more passes than validation_passes allows"),
    ("say('again', 'nextpass.in'); sys.exit(43)", PRINT_1, "JE",
     "output validator: it rejects the output and asks for another pass"),
    ("seen = os.path.exists(feedback + 'seen'); say('', 'seen')\n"
     "seen or say('7', 'nextpass.in')\n"
     "sys.exit(42 if sys.stdin.read() == ('7\\n' if seen else '5\\n') else 43)", "print(input())", "AC",
     ""),
    ("given = open(case).read()\ngiven == '5\\n' and say('7', 'nextpass.in')\n"
     "sys.exit(42 if sys.stdin.read() == given else 43)", "print(input())", "AC", ""),
    ("say('7', 'nextpass.in') if sys.stdin.read() == '5\\n' else 0; sys.exit(42)",
     "x = input()\nprint(x)\nassert x == '5'", "RTE", "exit code 1: AssertionError"),
]

ECHO = "for line in sys.stdin: print(line, end='', flush=True)\n"
# (interactor, candidate, verdict, the beginning of the detail)
INTERACTIONS = [
    ("print(7, flush=True); sys.exit(42 if input() == '14' else 43)", "print(2 * int(input()))",
     "AC", ""),
    ("print(7, flush=True); say('no'); sys.exit(43 if input() == '14' else 42)",
     "print(2 * int(input()))", "WA", "no"),
    # Either side ends early, closes a pipe, or says nothing.
    ("sys.exit(42)", "print('x' * 500000)", "AC", ""),
    ("sys.exit(42)", "for _ in range(9): print('x' * 65536, flush=True)", "AC", ""),
    ("sys.exit(42)", "import sys\nsys.exit(5)", "RTE", "exit code 5"),
    ("sys.exit(43)", "import time\ntime.sleep(0.3)\nraise SystemExit(5)", "WA", "the interactor"),
    ("sys.stdin.read(); time.sleep(0.3); sys.exit(43)", "raise SystemExit(5)", "RTE", "exit code 5"),
    ("sys.exit(42 if sys.stdin.read() == '' else 43)", "pass", "AC", ""),
    ("sys.exit(42 if sys.stdin.read() == '' else 43)", "import os, time\nos.close(1)\ntime.sleep(0.2)\nos._exit(0)",
     "AC", ""),
    ("os.close(1); sys.exit(42 if input() == 'end' else 43)",
     "import sys\nprint('end' if sys.stdin.read() == '' else 'more')", "AC", ""),
    ("sys.exit(42 if input() == 'no line end' else 43)", "print('no line end', end='')", "AC", ""),
    # Nobody can hang the judge.
    ("sys.exit(42 if sys.stdin.readline() else 43)", "input()", "TLE", ("idle until the wall limit of 3 s", "wall limit of 3 s exceeded")),
    ("sys.stdin.read(); sys.exit(43)", "while True: pass", "TLE", "CPU time limit of 1 s exceeded"),
    (ECHO + "sys.exit(42)", "import os\nb = b'x' * 4096\nwhile True: os.write(1, b)", "OLE",
     "output limit of 1 MiB exceeded"),
    ("sys.exit(42)", "import signal, os\nsignal.signal(signal.SIGPIPE, signal.SIG_IGN)\n"
     "for _ in range(50): os.write(1, b'x\\n')", "AC", ""),
    # A child that keeps the pipe open does not outlive its parent.
    ("sys.exit(42 if sys.stdin.read() == 'x\\n' else 43)",
     "import os, time\nif os.fork() == 0:\n    time.sleep(60)\nprint('x')", ("AC", "RTE"), ""),
    # Whatever else an interactor does is no verdict on the candidate.
    ("pass", "pass", "JE", "interactor: exit code 0" ),
    ("sys.exit(7)", "pass", "JE", "interactor: exit code 7"),
    ("raise ValueError('oops')", "pass", "JE", "interactor: exit code 1: ValueError: oops"),
    ("while True: print('x' * 65536)", "import sys\nfor line in sys.stdin: pass", "JE",
     "the interactor wrote more than"),
    ("while True: pass", "pass", "JE", "interactor: CPU time limit of 1 s exceeded"),
]

YAML = """name: Validated
validation: custom{kind}
validator_flags: a b=1
limits: {{time_limit: 1, memory: 256, output: 1, validation_time: 1, validation_memory: 64,
         validation_output: 1, validation_passes: 3}}
"""


def write_problem(scratch, place, kind, validator):
    scratch.write(f"{place}/problem.yaml", YAML.format(kind=kind))
    scratch.write(f"{place}/data/sample/1.in", "5\n")
    scratch.write(f"{place}/data/sample/1.ans", "x\n")
    scratch.write(f"{place}/output_validators/validate.py", PRELUDE + validator + "\n")


def judge_all(scratch, place, kind, table):
    for number, (validator, candidate, verdict, detail) in enumerate(table):
        write_problem(scratch, place, kind, validator)
        scratch.write(f"{place}.py", candidate + "\n")
        outcome = scratch.winnow(f"judge {place} {place}.py --json --python cpython")
        found = json.loads(outcome.out.splitlines()[0])
        wanted = (verdict,) if isinstance(verdict, str) else verdict
        what = f"row {number}, {validator!r} with {candidate!r}: {found['verdict']} {found['detail']!r}"
        holds(found["verdict"] in wanted, what)
        holds(found["detail"].startswith(detail), what)
        same(outcome.code, {"AC": 0, "JE": 3}.get(found["verdict"], 1), f"exit code of {what}")


@check("an output validator decides by 42 and 43 alone, and its message is shown")
def validators_decide(scratch):
    judge_all(scratch, "validated", "", VALIDATIONS)


@check("a validator can ask for further passes, within its limits")
def passes(scratch):
    judge_all(scratch, "passes", " multi-pass", PASSES)


@check("an interactive problem is judged right whatever either side does")
def interaction(scratch):
    judge_all(scratch, "talks", " interactive", INTERACTIONS)


@check("an interactor that reaches its wall limit is measured again alone before that is a failure of the judge")
def interactor_too_late(scratch):
    write_problem(scratch, "late", " interactive", "import time\ntime.sleep(99)")
    scratch.write("late.py", "pass\n")
    case = json.loads(scratch.winnow("judge late late.py --json --python cpython").expect(3).out)["cases"][0]
    same(case["verdict"], "JE", "verdict")
    holds(case["load_percent"] is not None, f"measured once only: {case}")


@check("of several output validators all must accept")
def several_validators(scratch):
    write_problem(scratch, "several", "", "sys.exit(42)")
    scratch.write("several/output_validators/length.py",
                  PRELUDE + "sys.exit(42 if len(sys.stdin.read()) == 2 else 43)\n")
    scratch.write("short.py", "print(1)\n")
    scratch.write("long.py", "print(11)\n")
    scratch.winnow("judge several short.py").expect(0)
    scratch.winnow("judge several long.py").expect(1)


@check("a package whose validation cannot be done is refused in a sentence")
def refused(scratch):
    write_problem(scratch, "broken-validator", "", "sys.exit(42)")
    scratch.write("right.py", "print(1)\n")
    scratch.write("broken-validator/output_validators/second.cpp", "int main() { return x; }\n")
    outcome = scratch.winnow("judge broken-validator right.py").expect(2)
    holds("second.cpp: main.cpp:1:21: error: ‘x’ was not declared" in outcome.err, outcome.err)
    write_problem(scratch, "refused", " odd", "sys.exit(42)")
    holds("unknown word 'odd'" in scratch.winnow("judge refused right.py").expect(2).err, "odd")
    write_problem(scratch, "missing", " interactive", "sys.exit(42)")
    (scratch.place / "missing/output_validators/validate.py").unlink()
    holds("there is no validator" in scratch.winnow("judge missing right.py").expect(2).err, "missing")


@check("candidates of an interactive problem are filtered, and clustering them is refused")
def interactive_pool(scratch):
    write_problem(scratch, "pool", " interactive", "sys.exit(42 if input() == '1' else 43)")
    rows = "".join(json.dumps({"language": "python3", "source": source}) + "\n"
                   for source in ("print(1)", "print(2)"))
    found = scratch.winnow("filter pool -", rows.encode()).expect(0).lines()
    same([row["verdict"] for row in found], ["AC", "WA"], "verdicts")
    outcome = scratch.winnow("cluster pool -", rows.encode()).expect(2)
    holds("cannot be clustered yet" in outcome.err, outcome.err)
