# SPDX-License-Identifier: MIT
"""winnow judge --transcript: who said what when, for people and as JSON."""
import json

from cli_winnow import check, holds, same

YAML = """name: Talks
validation: custom interactive{more}
limits: {{time_limit: 5, memory: 256, output: 1, validation_time: 5, validation_passes: 3}}
"""
ASKS = """import sys, os
print("ask\\t", flush=True)
got = input()
sys.exit(42 if got == open(sys.argv[1]).read().strip() else 43)
"""


def write_talk(scratch, place, interactor, more=""):
    scratch.write(f"{place}/problem.yaml", YAML.format(more=more))
    for case, text in (("sample/1", "5\n"), ("secret/1", "6\n"), ("secret/2", "5\n")):
        scratch.write(f"{place}/data/{case}.in", text)
        scratch.write(f"{place}/data/{case}.ans", "x\n")
    scratch.write(f"{place}/output_validators/talk.py", interactor)


def told(case):
    """The transcript of a case without its times, which never go back but for an end."""
    times = [(entry["pass"], entry["ms"]) for entry in case["transcript"] if "text" in entry]
    same(times, sorted(times), "times")
    holds(all(0 <= time < 60000 for _, time in times), f"times {times}")
    return [(entry.get("pass"), entry.get("from"), entry.get("text", entry.get("ended")))
            for entry in case["transcript"]]


@check("a transcript has what both sides said and how they ended, in order")
def transcript(scratch):
    write_talk(scratch, "transcript", ASKS)
    scratch.write("transcript.py", "input()\nprint(5, flush=True)\ninput()\n")
    row = scratch.winnow("judge transcript transcript.py --transcript --json").expect(1).lines()[0]
    talk = [(1, "interactor", "ask\t\n"), (1, "candidate", "5\n")]
    same([case["verdict"] for case in row["cases"]], ["RTE", "WA", "RTE"], "verdicts")
    for case, end in zip(row["cases"], ("exit code 42 (accepted)", "exit code 43 (rejected)") * 2):
        same(told(case)[:3], talk + [(1, "interactor", end)], "what was said")
        holds(told(case)[3][1:] == ("candidate", "exit code 1: EOFError: EOF when reading a line"), told(case))
    bare = scratch.winnow("judge transcript transcript.py --json").lines()[0]
    same([case["verdict"] for case in bare["cases"]], ["RTE", "WA", "RTE"], "verdicts without transcripts")
    holds(all("transcript" not in case for case in bare["cases"]), "a transcript that was not asked for")


@check("people see the transcript of the case that failed first, else those of the samples")
def shown(scratch):
    write_talk(scratch, "shown", ASKS)
    scratch.write("five.py", "input()\nprint('\\x1b[2J5' if 0 else 5)\n")
    scratch.write("six.py", "import sys\nsys.stdout.write('\\x1b[2J\\xa0 6' + 'x' * 300 + '\\n')\n")
    scratch.write("echo.py", "input()\nprint(5 if True else 0)\n")
    out = scratch.winnow("judge shown five.py --transcript").expect(1).out
    holds("\nsecret/1: what was said\n" in out and "sample/1: what" not in out, out)
    holds(" interactor  <  ask\\t\\n\n" in out and " candidate   >  5\\n\n" in out, out)
    holds("(ended: exit code 43 (rejected))\n" in out or "(ended first: exit code 43 (rejected))\n" in out, out)
    holds("pass 1" not in out, out)
    out = scratch.winnow("judge shown six.py --transcript").expect(1).out
    holds("sample/1: what was said\n" in out and "\x1b" not in out, out)
    holds(" >  \\x1b[2J\\u00a0 6xxx" in out and " bytes more\n" in out, out)
    out = scratch.winnow("judge shown echo.py --transcript --samples").expect(0).out
    holds("sample/1: what was said\n" in out, out)


@check("passes are marked in a transcript, and each has its own ends")
def transcript_passes(scratch):
    write_talk(scratch, "talk-passes", """import sys, os
feedback = sys.argv[3]
seen = os.path.exists(feedback + "seen")
open(feedback + "seen", "w").close()
print("two" if seen else "one", flush=True)
got = input()
if not seen:
    with open(feedback + "nextpass.in", "w") as file: file.write("7\\n")
sys.exit(42 if got == "one" or "two" == got else 43)
""", " multi-pass")
    scratch.write("echo-once.py", "print(input())\n")
    row = scratch.winnow("judge talk-passes echo-once.py --transcript --json").expect(0).lines()[0]
    for case in row["cases"]:
        same([entry[::2] for entry in told(case) if entry[2] in ("one\n", "two\n")],
             [(1, "one\n"), (1, "one\n"), (2, "two\n"), (2, "two\n")], "passes")
        same([entry["pass"] for entry in case["transcript"] if "ended" in entry], [1, 1, 2, 2], "ends")
    out = scratch.winnow("judge talk-passes echo-once.py --transcript").expect(0).out
    holds(" pass 1\n" in out and " pass 2\n" in out, out)


@check("a transcript stays small whatever is said")
def transcript_caps(scratch):
    write_talk(scratch, "talk-floods", "import sys\nn = len(sys.stdin.read())\nsys.exit(43)\n")
    scratch.write("flood.py", "print('first')\nfor i in range(60000): print(i)\nprint('last')\n")
    outcome = scratch.winnow("judge talk-floods flood.py --transcript --json").expect(1)
    holds(len(outcome.out) < 200000 * 3, f"{len(outcome.out)} bytes")
    for case in outcome.lines()[0]["cases"]:
        entries = case["transcript"]
        kept = sum(len(entry.get("text", "")) for entry in entries)
        left_out = [entry["left_out"] for entry in entries if "left_out" in entry]
        same([kept + n for n in left_out], [6 + 5 + sum(len(f"{i}\n") for i in range(60000))], "bytes")
        texts = [entry["text"] for entry in entries if "text" in entry]
        same((texts[0], texts[-1]), ("first\n", "last\n"), "the beginning and the end")
    out = scratch.winnow("judge talk-floods flood.py --transcript").expect(1).out
    holds(" bytes left out ...\n" in out and " lines more\n" in out, out)


@check("a problem without interaction has no transcripts")
def no_transcript(scratch):
    outcome = scratch.winnow("judge problems/sum problems/sum/submissions/accepted/sum.py --transcript")
    same(outcome.code, 2, "exit code")
    holds("not interactive" in outcome.err, outcome.err)
