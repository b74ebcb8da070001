# SPDX-License-Identifier: MIT
"""Problems as Polygon packs them, read as they are and imported."""
import json
import zipfile
from xml.sax.saxutils import quoteattr

from cli_winnow import HERE, check, holds, same

HEADER = (HERE / "cli" / "stand-in-for-testlib.h").read_text()
# Doubles a number; even inputs are valid.
VALIDATOR = """#include "testlib.h"
#include "limits.h"
int main(int argc, char **argv)
{
    long long x;
    bool small = false;
    for (int i = 1; i + 1 < argc; i++)
        small |= std::string(argv[i]) == "--group" && std::string(argv[i + 1]) == "small";
    if (!(std::cin >> x) || x < 0 || x > (small ? 10 : MOST))
        quitf(_fail, "%lld is out of range", x);
    quitf(_ok, "");
}
"""
CHECKER = """#include "testlib.h"
int main(int argc, char **argv)
{
    registerTestlibCmd(argc, argv);
    long long a, b;
    ans >> a;
    if (!(ouf >> b))
        quitf(_pe, "no number");
    quitf(a == b ? _ok : _wa, "expected %lld", a);
}
"""
INTERACTOR = """#include "testlib.h"
int main(int argc, char **argv)
{
    registerInteraction(argc, argv);
    long long x, y;
    inf >> x;
    std::cout << x << std::endl;
    std::cin >> y;
    quitf(y == 2 * x ? _ok : _wa, "found %lld", y);
}
"""
# Notes what it has heard; the checker compares that with the answer.
RECORDER = INTERACTOR.replace('quitf(y == 2 * x ? _ok : _wa, "found %lld", y);',
                              'tout << y << std::endl;\n    quitf(y == 1 ? _wa : _ok, "found %lld", y);')
GOOD = "#include <iostream>\nint main() { long long x; std::cin >> x; std::cout << 2 * x << '\\n'; }\n"
SMALL = ("#include <iostream>\nint main() { long long x; std::cin >> x; "
         "std::cout << (x > 10 ? 7 : 2 * x) << '\\n'; }\n")
SOLUTIONS = [("main", "good.cpp", GOOD), ("accepted", "good.py", "print(2 * int(input()))\n"),
             ("wrong-answer", "wrong.py", "print(1)\n"), ("presentation-error", "silent.py", ""),
             ("failed", "crash.py", "1 / 0\n"), ("rejected", "small.cpp", SMALL),
             ("time-limit-exceeded-or-accepted", "slow.py", "print(2 * int(input()))\n"),
             ("do-not-run", "broken.cpp", "nothing\n")]
# Input, and the attributes of <test>.
TESTS = [(1, 'sample="true" method="manual"'), (5, 'method="manual"'), (500, 'method="generated" cmd="gen 1"')]


def element(name, attributes, inside=""):
    return f"<{name} {attributes}>{inside}</{name}>"


def source(path, kind="cpp.g++17"):
    return f"<source path={quoteattr(path)} type={quoteattr(kind)}/>"


def write_polygon(scratch, place, tests=TESTS, groups="", checker='name="std::wcmp.cpp"', judging="",
                  solutions=SOLUTIONS, answers=True, more="", files=(), interactor=None):
    files = {"files/testlib.h": HEADER, "files/limits.h": "#define MOST 1000\n", "files/val.cpp": VALIDATOR,
             "files/check.cpp": CHECKER, "doall.sh": "#!/bin/sh\n", **dict(files)}
    listed = ""
    for number, (given, attributes) in enumerate(tests, 1):
        listed += f"<test {attributes}/>"
        files[f"tests/{number:02}"] = f"{given}\n"
        if answers:
            files[f"tests/{number:02}.a"] = f"{2 * given}\n"
    for _, name, text in solutions:
        files[f"solutions/{name}"] = text
    if interactor:
        files["files/interactor.cpp"] = interactor
        more += element("interactor", "", source("files/interactor.cpp"))
    files["problem.xml"] = f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="3" short-name="double" url="https://polygon.codeforces.com/p/x/double">
  <names><name language="russian" value="Удвоить"/><name language="english" value="Double &amp; more"/></names>
  <judging cpu-name="a CPU" input-file="" output-file="" run-count="1" {judging}>
    <testset name="tests">
      <time-limit>2000</time-limit><memory-limit>268435456</memory-limit>
      <test-count>{len(tests)}</test-count>
      <input-path-pattern>tests/%02d</input-path-pattern><answer-path-pattern>tests/%02d.a</answer-path-pattern>
      <tests>{listed}</tests><groups>{groups}</groups>
    </testset>
  </judging>
  <files><resources><file path="files/testlib.h" type="h.g++"/><file path="files/limits.h" type="h.g++"/>
    <file path="files/olymp.sty"/></resources></files>
  <assets>
    <checker {checker} type="testlib">{source("files/check.cpp")}<copy path="check.cpp"/></checker>
    <validators><validator>{source("files/val.cpp")}</validator></validators>{more}
    <solutions>{"".join(f'<solution tag="{t}">{source("solutions/" + n)}</solution>' for t, n, _ in solutions)}
    </solutions>
  </assets>
</problem>
"""
    for name, text in files.items():
        scratch.write(f"{place}/{name}", text)
    return place


def verdicts(scratch, place):
    """Verdict and first failing test of each solution, all promises and data checks having held."""
    lines = scratch.winnow(f"verify {place} --json").expect(0).lines()
    holds(all(line["ok"] for line in lines), f"{place}: {lines}")
    return {line["submission"]: (line["verdict"], line["test"]) for line in lines if "submission" in line}


WANTED = {"accepted/good.cpp": ("AC", None), "accepted/good.py": ("AC", None),
          "wrong_answer/wrong.py": ("WA", "sample/01"), "wrong_answer/silent.py": ("WA", "sample/01"),
          "run_time_error/crash.py": ("RTE", "sample/01"), "rejected/small.cpp": ("WA", "secret/03"),
          "slow/slow.py": ("AC", None)}


def zipped(scratch, place):
    with zipfile.ZipFile(scratch.place / f"{place}.zip", "w") as archive:
        for path in sorted((scratch.place / place).rglob("*")):
            archive.write(path, path.relative_to(scratch.place / place))
    return f"{place}.zip"


@check("a package of Polygon is a PROBLEM, as a directory and as an archive")
def read_as_it_is(scratch):
    write_polygon(scratch, "double")
    same(verdicts(scratch, "double"), WANTED, "with a checker by name")
    same(verdicts(scratch, zipped(scratch, "double")), WANTED, "in an archive")
    write_polygon(scratch, "own", checker="")
    same(verdicts(scratch, "own"), WANTED, "with a checker of its own")
    write_polygon(scratch, "talk", interactor=INTERACTOR)
    same(verdicts(scratch, "talk"), WANTED, "interactive")
    write_polygon(scratch, "record", interactor=RECORDER, checker="")
    same(verdicts(scratch, "record"), WANTED, "interactive, and a checker decides about the record")
    for source, detail in (("wrong.py", "wrong answer found 1"), ("small.cpp", "wrong answer expected 1000")):
        found = json.loads(scratch.winnow(f"judge record record/solutions/{source} --json").out)
        same((found["verdict"], found["detail"]), ("WA", detail), source)
    outcome = scratch.winnow("import record made-record").expect(2)
    holds("the package format has only interactors that decide alone" in outcome.err, outcome.err)


@check("a package of Polygon without its tests says where they are")
def without_tests(scratch):
    write_polygon(scratch, "standard", answers=False)
    outcome = scratch.winnow(f"verify {zipped(scratch, 'standard')}").expect(2)
    holds("standard.zip/problem.xml:5: there is no file tests/01.a: the package was made without its tests: "
          "download the full package, or run doall.sh" in outcome.err, outcome.err)


POINTS = [(1, 'sample="true" group="0" points="0.0"'), (5, 'group="small" points="30.0"'),
          (7, 'group="small" points="0.0"'), (100, 'group="large" points="20"'), (200, 'group="large" points="50"')]
GROUPS = ('<group name="0" points-policy="complete-group" points="0.0"/>'
          '<group name="small" points-policy="complete-group" points="30.0">'
          '<dependencies><dependency group="0"/></dependencies></group>'
          '<group name="large" points-policy="each-test">'
          '<dependencies><dependency group="small"/></dependencies></group>')
# Right for all numbers but one.
ALL_BUT = "x = int(input())\nprint(-1 if x == %d else 2 * x)\n"


@check("groups and points of Polygon give scores, and dependencies hold")
def points_of_polygon(scratch):
    write_polygon(scratch, "points", POINTS, GROUPS, solutions=[("main", "good.cpp", GOOD), ("rejected", "small.cpp", SMALL)])
    same(verdicts(scratch, "points")["rejected/small.cpp"], ("WA", "secret/002-large-20/04"), "the first that fails")
    for failing, score in ((1, 0), (5, 0), (7, 0), (100, 80), (200, 50), (3, 100)):
        scratch.write("one.py", ALL_BUT % failing)
        found = json.loads(scratch.winnow("judge points one.py --json").out)
        same((found["score"], found["max_score"]), (score, 100), f"wrong for {failing}")
    write_polygon(scratch, "wide", [(1, 'sample="true" group="0"'), (11, 'group="small" points="1"'),
                                    (12, 'group="large" points="1"')], GROUPS)
    lines = scratch.winnow("verify wide --json").expect(1).lines()
    broken = [line for line in lines if not line["ok"]]
    same([[c["test"] for c in line["complaints"]] for line in broken], [["secret/001-small/02"]], "the validator's group")


@check("what winnow import makes of a package of Polygon keeps its promises")
def imported(scratch):
    write_polygon(scratch, "double")
    write_polygon(scratch, "lines", checker='name="std::lcmp.cpp"')
    write_polygon(scratch, "own", checker="")
    write_polygon(scratch, "talk", interactor=INTERACTOR)
    for name in ("double", "lines", "own", "talk"):
        scratch.winnow(f"import {name} made-{name}").expect(0)
        same(verdicts(scratch, f"made-{name}"), WANTED, name)
    small = [("main", "good.cpp", GOOD), ("rejected", "small.cpp", SMALL)]
    write_polygon(scratch, "points", POINTS, GROUPS, solutions=small, checker="")
    scratch.winnow("import points made-points").expect(0)
    same(verdicts(scratch, "made-points"), verdicts(scratch, "points"), "with points")
    scratch.write("one.py", ALL_BUT % 200)
    found = json.loads(scratch.winnow("judge made-points one.py --json").out)
    same((found["score"], found["max_score"]), (50, 100), "scores")
    same((scratch.place / "made-points/data/secret/001-small/test_group.yaml").read_text(),
         'max_score: 30\nscore_aggregation: pass-fail\ninput_validator_args: ["--testset", "tests", "--group", "small"]\n'
         'require_pass: ["sample"]\n', "a group")
    last = GROUPS + '<group name="x"><dependencies><dependency group="large"/></dependencies></group>'
    write_polygon(scratch, "after", POINTS + [(3, 'group="x" points="1"')], last)
    outcome = scratch.winnow("import after made-after").expect(2)
    holds("it depends on secret/002-large-20, whose points are given by each test" in outcome.err, outcome.err)
    holds(not (scratch.place / "made-after").exists(), "half a package was left")
