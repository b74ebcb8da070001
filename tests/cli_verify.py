# SPDX-License-Identifier: MIT
"""Promises of packages: labels, submissions.yaml, tags, data, computed time limits, trees of packages."""
import json
import os
import xml.etree.ElementTree

from cli_winnow import check, holds, same

ECHO = "print(input())\n"
WRONG = "print('no')\n"
CRASH = "raise SystemExit(3)\n"
MODERN = "problem_format_version: 2025-09\nname: {name}\nlimits: {{time_limit: 2}}\n"
LEGACY = "name: {name}\nlimits: {{time_limit: 2}}\n"
VALIDATOR = """import sys
line = sys.stdin.readline()
sys.exit(42 if line.strip().isdigit() and not sys.stdin.read() else 43)
"""


def write_package(scratch, place, submissions, yaml=LEGACY, cases=("sample/1", "secret/1", "secret/2")):
    """`submissions`: {"accepted/a.py": source}. The right answer of case number i is i."""
    scratch.write(f"{place}/problem.yaml", yaml.format(name=place.split("/")[-1]))
    for number, case in enumerate(cases):
        scratch.write(f"{place}/data/{case}.in", f"{number}\n")
        scratch.write(f"{place}/data/{case}.ans", f"{number}\n")
    for name, source in submissions.items():
        scratch.write(f"{place}/submissions/{name}", source)


def verify(scratch, place, code, words=""):
    """The JSON lines of submissions by name, and of data checks by name."""
    lines = scratch.winnow(f"verify {place} --json {words}").expect(code).lines()
    return ({line["submission"]: line for line in lines if "submission" in line},
            {line["check"]: line for line in lines if "check" in line})


def on_case(number, then):
    return f"n = input()\nif n == '{number}':\n    {then}\nprint(n)\n"


WRONG_THEN_CRASH = "n = int(input())\nif n == 2: raise SystemExit(3)\nprint(n if n == 0 else -1)\n"

# (format, submission, source, ok, the broken promise)
LABELS = [
    (LEGACY, "accepted/a.py", ECHO, True, None),
    (LEGACY, "accepted/a.py", WRONG, False, "accepted permits only AC, and sample/1 is WA: "),
    (LEGACY, "accepted/a.c", "int main(void) { return x; }", False,
     "accepted permits only AC, and the verdict is CE: "),
    (LEGACY, "wrong_answer/a.py", WRONG, True, None),
    (LEGACY, "wrong_answer/a.py", ECHO, False, "wrong_answer requires WA of a case, and none of the 3"),
    (LEGACY, "wrong_answer/a.py", CRASH, False, "wrong_answer permits only AC, WA, and sample/1 is RTE"),
    (LEGACY, "run_time_error/a.py", WRONG_THEN_CRASH, True, None),
    (MODERN, "run_time_error/a.py", WRONG_THEN_CRASH, False,
     "run_time_error permits only AC, RTE, and secret/1 is WA"),
    (LEGACY, "runtime_error/a.py", CRASH, True, None),
    (LEGACY, "rejected/a.py", CRASH, True, None),
    (LEGACY, "rejected/a.py", ECHO, False, "rejected requires WA, TLE, RTE of a case, and none of the 3"),
    (LEGACY, "brute_force/a.py", WRONG, False, "brute_force permits only AC, TLE, RTE, and sample/1 is WA"),
    (LEGACY, "compiler_error/a.c", "int main(void) { return x; }", True, None),
    (LEGACY, "compiler_error/a.py", ECHO, False, "compiler_error requires CE of a case"),
    (LEGACY, "no_output/a.py", "pass", True, None),
    (LEGACY, "time_limit_exceeded/a.py", WRONG, False,
     "time_limit_exceeded requires TLE of a case, and none of the 3"),
    (MODERN, "time_limit_exceeded/a.py", WRONG, False,
     "time_limit_exceeded permits only AC, TLE, and sample/1 is WA"),
    (LEGACY, "mixed/a.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER, RUN-ERROR\n" + CRASH, True, None),
    (LEGACY, "mixed/a.py", "# @EXPECTED_RESULTS@: TIMELIMIT\n" + CRASH, False,
     "@EXPECTED_RESULTS@ permits only AC, TLE, and sample/1 is RTE"),
    (LEGACY, "accepted/a.py", "# @EXPECTED_RESULTS@: RUN-ERROR\n" + ECHO, True, None),
]


@check("a label is a set of verdicts, and a broken promise is named with its case")
def labels(scratch):
    for number, (yaml, name, source, ok, broken) in enumerate(LABELS):
        place = f"labels/p{number}"
        write_package(scratch, place, {name: source}, yaml)
    submissions = scratch.winnow("verify labels --json").expect(1).lines()
    submissions = {line["problem"]: line for line in submissions if "submission" in line}
    for number, (_, name, source, ok, broken) in enumerate(LABELS):
        line = submissions[f"p{number}"]
        what = f"row {number}, {name} with {source!r}: {line}"
        same(line["ok"], ok, what)
        holds((line["broken"] or "").startswith(broken or "") and bool(line["broken"]) != ok, what)


@check("submissions.yaml states verdicts for single cases and groups")
def submissions_yaml(scratch):
    first, second = on_case(1, "raise SystemExit(3)"), on_case(2, "raise SystemExit(3)")
    write_package(scratch, "stated", {"odd/first.py": first, "odd/second.py": second,
                                      "accepted/dir/one.py": "import two\n",
                                      "accepted/dir/two.py": "print(input())\n"}, MODERN)
    scratch.write("stated/submissions/submissions.yaml", """
odd/{first,second}.py:
  sample: {permitted: [AC]}
  secret/1: {required: [RTE]}
accepted/dir: {entrypoint: one.py}
""")
    found, _ = verify(scratch, "stated", 1)
    same({name: line["ok"] for name, line in found.items()},
         {"odd/first.py": True, "odd/second.py": False, "accepted/dir": True}, "outcomes")
    same(found["odd/second.py"]["broken"],
         "submissions.yaml:4: requires RTE of a case in secret/1, and none of the 1 that were run is"
         .replace("4: ", "4 "), "the promise")
    same(found["odd/first.py"]["groups"], {"sample": "AC", "secret": "RTE"}, "groups")
    scratch.write("stated/submissions/submissions.yaml", "odd/*: {permitted: [PE]}\n")
    outcome = scratch.winnow("verify stated").expect(2)
    holds("submissions.yaml:1: permitted: unknown verdict 'PE'" in outcome.err, outcome.err)


@check("--full holds the promises against every case")
def full(scratch):
    write_package(scratch, "full", {"wrong_answer/a.py": WRONG_THEN_CRASH})
    verify(scratch, "full", 0)
    found, _ = verify(scratch, "full", 1, "--full")
    holds("permits only AC, WA, and secret/2 is RTE" in found["wrong_answer/a.py"]["broken"], found)


@check("a directory is a submission of several files, for verify and judge")
def several_files(scratch):
    write_package(scratch, "files", {
        "accepted/c/main.cpp": '#include "n.h"\n#include <cstdio>\nint main() { printf("%d", n()); }\n',
        "accepted/c/n.cpp": '#include "n.h"\n#include <cstdio>\n'
                            "int n() { int i; return scanf(\"%d\", &i), i; }\n",
        "accepted/c/n.h": "int n();\n",
        "accepted/py/__main__.py": "import other\nprint(other.read())\n",
        "accepted/py/other.py": "def read(): return input()\n"})
    found, _ = verify(scratch, "files", 0)
    same(sorted(found), ["accepted/c", "accepted/py"], "submissions")
    for name in found:
        scratch.winnow(f"judge files files/submissions/{name}").expect(0)
    scratch.write("files/submissions/accepted/c/big.h", "x" * 200000)
    outcome = scratch.winnow("judge files files/submissions/accepted/c").expect(2)
    holds("larger than 131072 bytes" in outcome.err, outcome.err)


@check("submissions that are not run here are counted by language and never pass")
def foreign(scratch):
    write_package(scratch, "foreign", {"accepted/a.py": ECHO, "accepted/A.swift": "", "accepted/b.zig": "",
                                       "accepted/dir/B.swift": "", "accepted/x.h": ""})
    outcome = scratch.winnow("verify foreign").expect(0)
    holds("\n1 submissions, 0 not as labelled;" in outcome.out, outcome.out)
    holds("\n3 submissions not run: Swift 2, Zig 1\n" in outcome.out, outcome.out)
    found, _ = verify(scratch, "foreign", 0)
    same([found[name]["ok"] for name in sorted(found)], [None, True, None, None], "ok")
    same(found["accepted/b.zig"]["not_run"], "Zig is not run here", "reason")


@check("a limit that is not stated is computed once, remembered, and can be given")
def computed_limit(scratch):
    yaml = "name: computed\nlimits: {{time_resolution: 7}}\n"
    write_package(scratch, "computed", {"accepted/a.py": ECHO, "accepted/b.py": ECHO + "\n"}, yaml)
    cache = "--cache computed-cache"
    words = "no time limit is stated: it is 7 s, computed from accepted/"
    scratch.write_pool("computed.jsonl", [{"language": "python3", "source": ECHO}])
    for command in ("verify computed", "judge computed computed/submissions/accepted/a.py",
                    "filter computed computed.jsonl"):
        outcome = scratch.winnow(f"{command} {cache}").expect(0)
        holds(words in outcome.err, f"{command}: {outcome.err}")
        holds("no time limit" not in scratch.winnow(f"{command} -t 3 {cache}").expect(0).err, command)
    same(len(os.listdir(scratch.place / "computed-cache/limits")), 1, "entries")
    # What is remembered counts: the file that says so is altered only by a new measurement.
    scratch.write("computed/data/secret/2.in", "3\n")
    scratch.write("computed/data/secret/2.ans", "3\n")
    scratch.winnow(f"verify computed {cache}").expect(0)
    same(len(os.listdir(scratch.place / "computed-cache/limits")), 2, "entries for other data")
    write_package(scratch, "stated-limit", {"accepted/a.py": ECHO})
    holds("no time limit" not in scratch.winnow("verify stated-limit").expect(0).err, "stated")
    write_package(scratch, "unknown-limit", {"accepted/a.zig": ""}, "name: x\n")
    outcome = scratch.winnow("verify unknown-limit").expect(0)
    holds("no accepted submission can be run here: it is 2 s" in outcome.err, outcome.err)


@check("a submission between the time limit and what must be too slow is named")
def sensitive(scratch):
    # CPU time is counted, so that no load changes it much: 1.4 s is far from 1 s and from 2 s.
    burn = "import time\nwhile time.process_time() < 1.4: pass\nprint(input())\n"
    yaml = "name: x\nlimits: {{time_limit: 1, time_safety_margin: 2}}\n"
    write_package(scratch, "sensitive", {"time_limit_exceeded/a.py": burn}, yaml, ("secret/1",))
    found, _ = verify(scratch, "sensitive", 0)
    same(found["time_limit_exceeded/a.py"]["sensitive"], True, "JSON")
    out = scratch.winnow("verify sensitive").expect(0).out
    holds("sensitive to the time limit: too slow at 1 s, but not at 2 s" in out, out)


@check("a tree of packages is verified whole, without those that cannot be, and links do not loop")
def tree(scratch):
    for name in ("one", "two", "deep/three"):
        write_package(scratch, f"contest/{name}", {"accepted/a.py": ECHO})
    scratch.write("contest/problemset.yaml", "problems: []\n")
    scratch.write("contest/broken/problem.yaml", "name: [\n")
    os.symlink("..", scratch.place / "contest/deep/loop")
    os.symlink("one", scratch.place / "contest/same")
    outcome = scratch.winnow("verify contest --junit tree.xml").expect(2)
    same([line.split()[1] for line in outcome.out.splitlines() if " accepted/a.py " in line and
          line.startswith("ok")], ["three", "one", "two"], "problems")
    holds("contest/broken/problem.yaml" in outcome.err, outcome.err)
    holds("1 of 4 problems could not be verified" in outcome.err, outcome.err)
    suites = xml.etree.ElementTree.parse(scratch.place / "tree.xml").getroot()
    same([suite.get("errors") for suite in suites], ["1", "0", "0", "0"], "suites")


GROUPS = ("sample/1", "secret/easy/1", "secret/hard/1")


@check("with several groups there is a table of submissions and groups")
def groups(scratch):
    write_package(scratch, "grouped", {"rejected/a.py": on_case(2, "n = 'x'"), "accepted/b.py": ECHO},
                  LEGACY, GROUPS)
    rows = [line.split() for line in scratch.winnow("verify grouped").expect(0).out.splitlines()]
    for row in (["sample", "secret/easy", "secret/hard"], ["rejected/a.py", "AC", "AC", "WA"],
                ["accepted/b.py", "AC", "AC", "AC"]):
        holds(row in rows, f"{row} is not in {rows}")


@check("where the groups' rules decide, a promise is held against their verdict")
def graded(scratch):
    write_package(scratch, "graded", {"accepted/a.py": on_case(2, "n = 'x'")}, LEGACY, GROUPS)
    scratch.winnow("verify graded").expect(1)
    scratch.write("graded/data/secret/testdata.yaml",
                  "on_reject: continue\ngrader_flags: accept_if_any_accepted\n")
    scratch.winnow("verify graded").expect(0)


def write_data(scratch, place, files):
    for name, text in files.items():
        scratch.write(f"{place}/data/{name}", text)


OUTPUT_VALIDATOR = "import sys\nsys.exit(42 if sys.stdin.read().split() == open(sys.argv[2]).read().split() else 43)\n"


@check("data is held against the package's own programs")
def data(scratch):
    yaml = MODERN
    write_package(scratch, "data", {"accepted/a.py": ECHO}, yaml)
    scratch.write("data/input_validators/validate.py", VALIDATOR)
    scratch.write("data/output_validator/validate.py", OUTPUT_VALIDATOR)
    write_data(scratch, "data", {
        "invalid_input/a.in": "x\n", "invalid_input/sub/b.in": "1\n2\n",
        "invalid_output/a.in": "7\n", "invalid_output/a.ans": "7\n", "invalid_output/a.out": "8\n",
        "valid_output/a.in": "7\n", "valid_output/a.ans": "7\n", "valid_output/a.out": "7\n"})
    _, checks = verify(scratch, "data", 0)
    same({name: (line["ok"], line["checked"]) for name, line in checks.items()},
         {"input_validators": (True, 3), "invalid_input": (True, 2), "answers": (True, 3),
          "invalid_output": (True, 1), "valid_output": (True, 1), "equal_secrets": (True, 2)}, "checks")
    write_data(scratch, "data", {
        "secret/3.in": "3\n4\n", "secret/3.ans": "3\n", "secret/4.in": "2\n", "secret/4.ans": "2\n",
        "secret/1.ans": "\n", "sample/2.in": "2\n", "sample/2.ans": "2\n",
        "invalid_input/c.in": "5\n", "invalid_output/a.out": "7\n", "valid_output/a.out": "8\n"})
    scratch.write("data/output_validator/validate.py", OUTPUT_VALIDATOR.replace(
        "else 43", "and open(sys.argv[2]).read().strip() else 43"))
    _, checks = verify(scratch, "data", 1)
    found = {name: [(one["test"], one["detail"]) for one in line["complaints"]]
             for name, line in checks.items()}
    same(found, {
        "input_validators": [("secret/3", "input validator validate.py: exit code 43")],
        "invalid_input": [("invalid_input/c", "every input validator accepts it")],
        "answers": [("secret/1", "WA: the output validator rejects the output")],
        "invalid_output": [("invalid_output/a", "AC")],
        "valid_output": [("valid_output/a", "WA: the output validator rejects the output")],
        "equal_secrets": [("secret/4", "the same input as secret/2")]}, "complaints")
    same(checks["equal_secrets"]["warning"], True, "equal secrets are a warning")
    os.unlink(scratch.place / "data/data/valid_output/a.out")
    _, checks = verify(scratch, "data", 1)
    holds("no such file" in checks["valid_output"]["complaints"][0]["detail"], checks)


@check("answers that are no outputs are a warning; so are packages without input validators")
def answers_of_another_kind(scratch):
    write_package(scratch, "costs", {"accepted/a.py": ECHO})
    scratch.write("costs/problem.yaml", "name: costs\nvalidation: custom\nlimits: {time_limit: 2}\n")
    scratch.write("costs/output_validators/validate.py",
                  "import sys\nsys.exit(42 if sys.stdin.read() == open(sys.argv[1]).read() else 43)\n")
    for case in ("sample/1", "secret/1", "secret/2"):
        scratch.write(f"costs/data/{case}.ans", "the cost\n")
    _, checks = verify(scratch, "costs", 0)
    same((checks["answers"]["ok"], checks["answers"]["warning"]), (False, True), "answers")
    outcome = scratch.winnow("verify costs").expect(0)
    holds("inputs are not checked: no input validator is in the package" in outcome.err, outcome.err)


@check("a JUnit report is XML whatever strangers write")
def junit(scratch):
    name = '"n\\e[31m\\x9b<&>\\u202e\\uFFFE"'
    write_package(scratch, "junit", {"accepted/a.py": "print('\\x1b[1m<&\\xff')\n", "accepted/b.py": ECHO,
                                     "accepted/c.zig": "", "wrong_answer/d.py": ECHO},
                  f"name: {name}\nlimits: {{{{time_limit: 2}}}}\n")
    scratch.winnow("verify junit --junit junit.xml").expect(1)
    raw = (scratch.place / "junit.xml").read_bytes().decode()
    holds(all(c == "\n" or (c >= " " and not "\x7f" <= c < "\xa0") for c in raw), raw)
    (suite,) = xml.etree.ElementTree.fromstring(raw.encode())
    same([suite.get(key) for key in ("tests", "failures", "skipped", "errors")], ["5", "2", "1", "0"],
         "counts")
    same([[child.tag for child in case] for case in suite],
         [["failure"], [], ["skipped"], ["failure"], []], "cases")
    holds("requires WA of a case" in suite[3][0].get("message"), raw)
    holds("--junit" in scratch.winnow("verify junit --junit nowhere/x.xml").expect(2).err, "no directory")


# Seconds by CPython, a fraction of one by PyPy; and a statement that PyPy 3.9 does not have.
LOOPS = "n = int(input())\ns = 0\nfor i in range(60000000):\n    s ^= i\nprint(n)\n"
MATCHES = "n = int(input())\nmatch n:\n    case _:\n        print(n)\n"


@check("packages mean PyPy by Python 3, and what only CPython can run is run by CPython")
def pythons(scratch):
    write_package(scratch, "pythons", {"accepted/loops.py": LOOPS, "accepted/matches.py": MATCHES},
                  cases=("secret/1",))
    listed = json.loads(scratch.winnow("languages --json").expect(0).out)["languages"]
    if not next(one for one in listed if one["name"] == "pypy3")["installed"]:
        refused = scratch.winnow("verify pythons --python pypy").expect(2)
        holds("'pypy3' is not installed: apt install pypy3" in refused.err, "a missing PyPy is named")
        submissions, _ = verify(scratch, "pythons", 1)
        holds("most judges run Python 3 by PyPy" in submissions["accepted/loops.py"]["broken"], "PyPy is named")
        return
    submissions, _ = verify(scratch, "pythons", 0)
    same(submissions["accepted/loops.py"]["language"], "pypy3", "what a package's Python 3 is run by")
    same(submissions["accepted/matches.py"]["verdict"], "AC", "newer Python")
    submissions, _ = verify(scratch, "pythons", 1, "--python cpython")
    same(submissions["accepted/loops.py"]["language"], "python3", "what was asked for")
    holds("CPython alone breaks it" in submissions["accepted/loops.py"]["broken"], "CPython is named")
    lines = scratch.winnow("judge pythons pythons/submissions/accepted/loops.py --json").expect(0).lines()
    same(lines[0]["language"], "pypy3", "judge says so too")
    refused = scratch.winnow("judge pythons x.py --python jython").expect(2)
    holds("--python wants auto, cpython or pypy" in refused.err, "another word is refused")


ARGUED = """import sys
argv = sys.argv[1:]
sys.exit(42 if argv == {"7": ["--most", "9", "fast"], "3": ["--most", "5"]}[input()] else 43)
"""


@check("input validators get the arguments of groups and cases")
def validator_arguments(scratch):
    write_package(scratch, "argued", {"accepted/a.py": ECHO}, MODERN)
    scratch.write("argued/input_validators/validate.py", ARGUED)
    for stale in (scratch.place / "argued/data").rglob("*.*"):
        stale.unlink()
    write_data(scratch, "argued", {
        "sample/1.in": "3\n", "sample/1.ans": "3\n", "sample/test_group.yaml": "input_validator_args: [--most, 5]\n",
        "secret/2.in": "7\n", "secret/2.ans": "7\n", "secret/2.yaml": "args: [fast]\n",
        "secret/test_group.yaml": "input_validator_args: [--most, 9]\n"})
    _, checks = verify(scratch, "argued", 0)
    same(checks["input_validators"]["checked"], 2, "both inputs")


OLD = "#include <iostream>\nusing namespace std;\nint size;\nint main() { register int n; cin >> n; size = n; cout << size; }\n"


@check("verify takes C++ that is older than the standard for what it was")
def old_cpp(scratch):
    write_package(scratch, "old-cpp", {"accepted/old.cpp": OLD, "compiler_error/none.cpp": "int main() { return x; }\n",
                                       "accepted/new.cpp": OLD.replace("size", "size_").replace("register ", "")})
    submissions, _ = verify(scratch, "old-cpp", 0)
    same({name: line["language"] for name, line in submissions.items() if line["verdict"] == "AC"},
         {"accepted/old.cpp": "cpp14", "accepted/new.cpp": "cpp"}, "languages")
    found = scratch.winnow("judge old-cpp old-cpp/submissions/accepted/old.cpp --json").expect(1).lines()
    same((found[0]["language"], found[0]["verdict"]), ("cpp", "CE"), "judge")
