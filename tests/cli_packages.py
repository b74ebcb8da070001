# SPDX-License-Identifier: MIT
"""What a package is made of, and the shapes in which problems come: programs of many files, archives, other layouts."""
import io
import json
import os
import stat
import zipfile

from cli_winnow import check, holds, same


def write_package(scratch, place, yaml="validation: custom", cases=(("sample/1", "5\n", "10\n"),), **files):
    scratch.write(f"{place}/problem.yaml", f"name: {place}\nlimits: {{time_limit: 2, memory: 256}}\n{yaml}\n")
    for name, given, answer in cases:
        scratch.write(f"{place}/data/{name}.in", given)
        scratch.write(f"{place}/data/{name}.ans", answer)
    for name, text in files.get("files", {}).items():
        scratch.write(f"{place}/{name}", text)
    return place


def verdict(scratch, problem, source, text):
    scratch.write(source, text)
    return json.loads(scratch.winnow(f"judge {problem} {source} --json").out.splitlines()[0])


def expect_verdict(scratch, problem, source, text, wanted, detail=""):
    found = verdict(scratch, problem, source, text)
    same(found["verdict"], wanted, f"{problem} {source}: {found['detail']!r}")
    holds(found["detail"].startswith(detail), f"{problem} {source}: {found['detail']!r}")


JURY = """#include "lib/twice.h"
#include <fstream>
#include <iostream>
int main(int, char **argv)
{
    std::ifstream in(argv[1]);
    int given, found;
    in >> given;
    std::cin >> found;
    std::ofstream(std::string(argv[3]) + "judgemessage.txt") << "found " << found;
    return twice(given) == found ? 42 : 43;
}
"""
TWICE = {"lib/twice.h": "int twice(int);\n",
         "lib/twice.cc": '#include "twice.h"\nint twice(int x) { return 2 * x; }\n'}
# What is in the validator's directory.
DOUBLERS = [
    {"validate.cc": JURY, **TWICE},
    {"build": "#!/usr/bin/env bash\nset -e\n(cd lib && make)\ng++ -o jury validate.cc lib/twice.o\n",
     "run": '#!/usr/bin/env bash\n./jury "$@"\n', "lib/Makefile": "twice.o: twice.cc\n\tg++ -c -o $@ $<\n",
     "validate.cc": JURY, **TWICE},
    {"build": "#!/bin/sh\ng++ -o run validate.cc lib/twice.cc\n", "validate.cc": JURY, **TWICE},
    {"run": '#!/bin/sh\nexec python3 check.py "$@"\n',
     "check.py": "import sys\nfrom twice import twice\nfound = int(input())\n"
                 "open(sys.argv[3] + 'judgemessage.txt', 'w').write('found %d' % found)\n"
                 "sys.exit(42 if twice(int(open(sys.argv[1]).read())) == found else 43)\n",
     "twice.py": "def twice(x):\n    return 2 * x\n"},
]
# Directories that are no program, and the words of the refusal.
NO_PROGRAMS = [
    ({"build": "#!/bin/sh\n:\n"}, "build made no file run"),
    ({"build": "#!/bin/sh\ng++ -o run nothing.cc\n"}, "nothing.cc"),
    ({"README.txt": "nothing\n"}, "there is no validator in"),
    ({"build": "#!/bin/sh\nwhile :; do :; done\n"}, "exceeded its"),
]


@check("validators of several files, with build and run scripts")
def programs_of_many_files(scratch):
    for number, files in enumerate(DOUBLERS):
        place = write_package(scratch, f"doubler{number}",
                              files={f"output_validators/v/{name}": text for name, text in files.items()})
        expect_verdict(scratch, place, "ten.py", "print(10)\n", "AC")
        expect_verdict(scratch, place, "nine.py", "print(9)\n", "WA", "found 9")
    for number, (files, words) in enumerate(NO_PROGRAMS):
        place = write_package(scratch, f"none{number}",
                              files={f"output_validators/v/{name}": text for name, text in files.items()})
        if "exceeded" in words:
            scratch.write(f"{place}/problem.yaml", "validation: custom\nlimits: {time_limit: 1, compilation_time: 1}\n")
        outcome = scratch.winnow(f"judge {place} ten.py").expect(2)
        holds(words in outcome.err, outcome.err)


@check("links lead to files of the package and never out of it")
def links(scratch):
    place = write_package(scratch, "linked", files={
        "headers/twice.h": "inline int twice(int x) { return 2 * x; }\n",
        "output_validators/v/validate.cc": JURY.replace("lib/", "")})
    os.symlink("../../headers/twice.h", scratch.place / place / "output_validators/v/twice.h")
    expect_verdict(scratch, place, "ten.py", "print(10)\n", "AC")
    os.symlink("/etc/passwd", scratch.place / place / "output_validators/v/passwd.h")
    holds("leads out of the package" in scratch.winnow(f"judge {place} ten.py").expect(2).err, "a link out")


@check("the files of include/ and of CASE.files/ lie beside a submission")
def added_files(scratch):
    place = write_package(scratch, "added", "", files={
        "include/default/helper.py": "def twice(x):\n    return 3 * x\n",
        "include/python3/helper.py": "def twice(x):\n    return 2 * x\n",
        "include/cpp/helper.h": "inline int twice(int x) { return 2 * x; }\n",
        "data/sample/1.files/in/numbers.txt": "5\n"})
    expect_verdict(scratch, place, "a.py", "from helper import twice\nprint(twice(int(input())))\n", "AC")
    expect_verdict(scratch, place, "b.py", "print(2 * int(open('in/numbers.txt').read()))\n", "AC")
    expect_verdict(scratch, place, "c.cpp", '#include "helper.h"\n#include <cstdio>\n'
                   'int main() { int x; scanf("%d", &x); printf("%d", twice(x)); }\n', "AC")
    scratch.write_pool("added.jsonl", [{"language": "py", "source": scratch.read("a.py")},
                                       {"language": "cpp", "source": scratch.read("c.cpp")}])
    rows = scratch.winnow(f"filter {place} added.jsonl").expect(0).lines()
    same([row["verdict"] for row in rows], ["AC", "AC"], "filter")


@check("constants are put into validators")
def constants(scratch):
    place = write_package(scratch, "constant", "problem_format_version: 2025-09\nconstants: {goal: 10}", files={
        "output_validator/validate.py": "import sys\nsys.exit(42 if int(input()) == {{goal}} != '{{other}}' else 43)\n"})
    expect_verdict(scratch, place, "ten.py", "print(10)\n", "AC")
    expect_verdict(scratch, place, "nine.py", "print(9)\n", "WA")


INTERACTOR = """import os, sys
case, answer, feedback = sys.argv[1:4]
state = feedback + "state"
word = open(case).read().strip()
print(word, flush=True)
found = input()
if not os.path.exists(state):
    open(state, "w").write(found)
    open(feedback + "nextpass.in", "w").write(found)
    sys.exit(42)
sys.exit(42 if found == open(state).read() + "!" and word == open(state).read() else 43)
"""


@check("an interactor can ask for another pass, whose input it then reads")
def interactive_passes(scratch):
    place = write_package(scratch, "talks-twice", "validation: custom interactive multi-pass",
                          files={"output_validators/talk.py": INTERACTOR})
    expect_verdict(scratch, place, "bang.py", "print(input() + '!')\n", "AC")
    expect_verdict(scratch, place, "echo.py", "print(input())\n", "WA", "the interactor")
    scratch.write(f"{place}/output_validators/talk.py", INTERACTOR.replace(
        'found == open(state).read() + "!"', 'found == open(state).read()'))
    expect_verdict(scratch, place, "echo.py", "print(input())\n", "AC")
    scratch.write(f"{place}/output_validators/talk.py", INTERACTOR.replace("if not os.path.exists(state)", "if True"))
    expect_verdict(scratch, place, "echo.py", "print(input())\n", "JE", "interactor: it asks for more passes")


@check("a submission of a submit-answer problem is its output")
def submit_answer(scratch):
    place = write_package(scratch, "answer", "problem_format_version: 2025-09\ntype: submit-answer",
                          files={"submissions/accepted/good.txt": "10\n", "submissions/wrong_answer/bad.out": "11\n"})
    outcome = scratch.winnow(f"verify {place}").expect(0)
    holds("2 submissions, 0 not as labelled" in outcome.out, outcome.out)
    expect_verdict(scratch, place, "print.py", "print(10)\n", "WA")
    candidates = [{"language": "text", "source": "10"}, {"source": " 10\n"}, {"language": "cpp", "source": "11"},
                  {"language": "python3", "source": "print(10)"}]
    scratch.write("answers.jsonl", "".join(json.dumps(one) + "\n" for one in candidates))
    lines = scratch.winnow(f"filter {place} answers.jsonl").expect(0).lines()
    same([(line["language"], line["verdict"]) for line in lines],
         [("text", "AC"), ("text", "AC"), ("text", "WA"), ("text", "WA")], "answers as candidates")
    for name, text in (("a.txt", "10\n"), ("b.out", "10\n"), ("c.ans", "9\n"), ("d.py", "10\n")):
        scratch.write(f"answers/{name}", text)
    lines = scratch.winnow(f"filter {place} answers").expect(0).lines()
    same([line["verdict"] for line in lines], ["AC", "AC", "WA", "AC"], "answers in files")
    scratch.winnow(f"run {place} answers.jsonl -o picked --inputs 1").expect(0)
    same((scratch.place / "picked/submissions/01.txt").read_text().strip(), "10", "what run selects")


def zipped(scratch, name, entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, text in entries:
            archive.writestr(entry, text)
    return scratch.write(name, out.getvalue())


def link_entry(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


PACKAGE = [("problem.yaml", "name: zipped\n"), ("data/sample/1.in", "5\n"), ("data/sample/1.ans", "10\n")]
BAD_ARCHIVES = [
    ([*PACKAGE, ("../evil", "x")], "'../evil' is no name"),
    ([*PACKAGE, ("data/../../evil", "x")], "is no name"),
    ([*PACKAGE, ("/tmp/evil", "x")], "'/tmp/evil' is no name"),
    ([*PACKAGE, ("a\\b", "x")], "is no name"),
    ([*PACKAGE, (link_entry("link"), "/etc/passwd")], "'link' is a symbolic link"),
    ([*PACKAGE, ("data", "x")], "the name occurs twice"),
    ([("a", b"\0" * (340 << 20))], "'a' unpacks to more than"),
    ([], "no tests"),
]


@check("what is said of an archive names it as the user did")
def archive_names(scratch):
    zipped(scratch, "named.zip", [*PACKAGE, ("submissions/accepted/a.py", "print(10)\n")])
    said = scratch.winnow("verify named.zip").err
    holds("named.zip: inputs are not checked" in said and "/tmp" not in said, said)
    said = scratch.winnow("judge named.zip ten.py --samples").err
    holds("/tmp" not in said, said)


@check("a package may be a zip archive, and no archive harms")
def archives(scratch):
    temporary = scratch.place / "temporary"
    temporary.mkdir()
    scratch.environment["TMPDIR"] = str(temporary)
    try:
        for name, above in (("flat.zip", ""), ("deep.kpp", "package/")):
            zipped(scratch, name, [(above + entry, text) for entry, text in PACKAGE])
            expect_verdict(scratch, name, "ten.py", "print(10)\n", "AC")
        for number, (entries, words) in enumerate(BAD_ARCHIVES):
            zipped(scratch, f"bad{number}.zip", entries)
            outcome = scratch.winnow(f"judge bad{number}.zip ten.py").expect(2)
            holds(words in outcome.err and str(temporary) not in outcome.err, outcome.err)
        whole = (scratch.place / "flat.zip").read_bytes()
        for at in range(0, len(whole), 13):
            scratch.write("cut.zip", whole[:at])
            scratch.winnow("judge cut.zip ten.py").expect(2)
        same(os.listdir(temporary), [], "left behind")
    finally:
        del scratch.environment["TMPDIR"]


COMPANION = {"name": "A. Sum", "group": "Judge - Round", "interactive": False, "memoryLimit": 256, "timeLimit": 1500,
             "tests": [{"input": "1 2\n", "output": "3\n"}, {"input": "2 2\n", "output": "4\n"}]}
SUM = "print(sum(map(int, input().split())))\n"


@check("problems in one JSON file, in test/, and as a folder, are judged and imported")
def layouts(scratch):
    scratch.write("sum.prob", json.dumps(COMPANION))
    for name, text in (("1.in", "1 2\n"), ("1.out", "3\n"), ("2.in", "2 2\n"), ("2.out", "4\n")):
        scratch.write(f"oj/test/sample-{name}", text)
        scratch.write("plain/" + name.replace("1.", "input1." if "in" in name else "output1.").replace(
            "2.", "input2." if "in" in name else "output2.").replace(".in", ".txt").replace(".out", ".txt"), text)
        scratch.write(f"folders/{'in' if 'in' in name else 'out'}/{name[0]}.txt", text)
    for problem in ("sum.prob", "oj", "plain", "folders"):
        expect_verdict(scratch, problem, "sum.py", SUM, "AC")
        scratch.winnow(f"import {problem} made-{problem}").expect(0)
        expect_verdict(scratch, f"made-{problem}", "sum.py", SUM, "AC")
        same(len(os.listdir(scratch.place / f"made-{problem}/data/sample")), 4, "files of samples")
        holds("is there already" in scratch.winnow(f"import {problem} made-{problem}").expect(2).err, "overwritten")
        scratch.write(f"made-{problem}/submissions/accepted/sum.py", SUM)
        scratch.winnow(f"verify made-{problem}").expect(0)
    holds("time_limit: 1.5" in scratch.read("made-sum.prob/problem.yaml"), "the time limit")
    # Tests in memory are examples like any others.
    made = scratch.winnow("inputs sum.prob -n 2 --json").expect(0).lines()
    same(len(made), 2, "inputs")
    pool = json.dumps({"language": "python3", "source": scratch.read("sum.py")}) + "\n"
    holds("1 survive the examples" in scratch.winnow("run sum.prob - -n 2 -o of-prob", pool.encode()).expect(0).out, "run")
    scratch.write("bad.prob", json.dumps({**COMPANION, "interactive": True}))
    holds("without its interactor" in scratch.winnow("judge bad.prob sum.py").expect(2).err, "interactive")


@check("judge finds the problem that a source lies in")
def found_problem(scratch):
    place = write_package(scratch, "found", "", files={"submissions/accepted/ten.py": "print(10)\n"})
    outcome = scratch.winnow(f"judge {place}/submissions/accepted/ten.py").expect(0)
    holds(f"problem {scratch.place}/{place}" in outcome.err, outcome.err)
    scratch.write("oj2/test/1.in", "5\n")
    scratch.write("oj2/test/1.out", "10\n")
    scratch.write("oj2/ten.py", "print(10)\n")
    scratch.winnow("judge oj2/ten.py").expect(0)
    scratch.winnow("judge nothing.py").expect(2)
    scratch.winnow(f"judge {place}").expect(2)
