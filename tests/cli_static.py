# SPDX-License-Identifier: MIT
"""Static validators: programs of a package that read the submission's files, in groups of every kind."""
import json

from cli_winnow import check, holds, same

LIMITS = "limits: {time_limit: 1, memory: 256, validation_time: 1, validation_memory: 64}\n"
SCORING = f"problem_format_version: 2025-09\nname: S\nuuid: x\ntype: scoring\n{LIMITS}"
PASS_FAIL = f"problem_format_version: 2025-09\nname: P\nuuid: x\n{LIMITS}"
SAYS = """import os, sys
language, entry, feedback = sys.argv[1:4]
source = open(entry).read()
def say(text, name="judgemessage.txt"):
    with open(feedback + name, "w") as file:
        file.write(text)
"""
# A short source has the full score, a longer one half of it.
LENGTH = SAYS + """
if len(source) > int(sys.argv[4]):
    sys.exit(43)
if len(source) > int(sys.argv[5]):
    say("0.5", "score_multiplier.txt")
sys.exit(42)
"""
WORD = SAYS + """
if "eval" in source:
    say("eval is forbidden")
    sys.exit(43)
sys.exit(42)
"""
DOUBLE = "print(2 * int(input()))\n"
LONGER = "# so that it is longer\n" + DOUBLE
EVIL = "print(eval('2 * ' + input()))\n"


def write_problem(scratch, place, yaml, validator, groups, cases=("sample/1", "secret/a/1", "secret/a/2", "secret/b/1")):
    scratch.write(f"{place}/problem.yaml", yaml)
    for number, name in enumerate(cases):
        scratch.write(f"{place}/data/{name}.in", f"{number}\n")
        scratch.write(f"{place}/data/{name}.ans", f"{2 * number}\n")
    for group, text in groups.items():
        scratch.write(f"{place}/data/{group}/test_group.yaml", text)
    if validator:
        scratch.write(f"{place}/static_validator/validate.py", validator)
    return place


def judge(scratch, place, name, text, options=""):
    scratch.write(name, text)
    return json.loads(scratch.winnow(f"judge {place} {name} --json {options}").out.splitlines()[0])


def assert_judged(found, verdict, test=None, detail=""):
    same((found["verdict"], found["test"]), (verdict, test), found["detail"])
    holds(found["detail"].startswith(detail), found["detail"])


GROUPS = {"secret/a": "max_score: 40\nscore_aggregation: sum\nstatic_validation_score: 10\n"
                      "static_validator_args: ['60', '30']\n",
          "secret/b": "max_score: 60\n"}


@check("a static validation case has its share of a group's score")
def scored(scratch):
    place = write_problem(scratch, "scored", SCORING, LENGTH, GROUPS)
    for text, score, of_static, verdict in [(DOUBLE, 100, 10, "AC"), (LONGER, 95, 5, "AC"), (LONGER * 2, 30, 0, None)]:
        found = judge(scratch, place, "a.py", text)
        case = found["cases"][1]
        same((case["test"], case["score"], case["max_score"]), ("secret/a/static_validation", of_static, 10), text)
        if verdict:
            same((found["verdict"], found["score"], found["max_score"]), (verdict, score, 100), text)
    same([c["score"] for c in judge(scratch, place, "a.py", DOUBLE)["cases"][1:4]], [10, 15, 15], "scores of group a")
    # In a group with the smallest score it is one of them; alone in its group it is all of it.
    scratch.write(f"{place}/data/secret/a/test_group.yaml", GROUPS["secret/a"].replace("sum", "min"))
    same([judge(scratch, place, "a.py", text)["score"] for text in (DOUBLE, LONGER)], [70, 65], "smallest")
    scratch.write(f"{place}/data/secret/c/test_group.yaml", "max_score: 0\nstatic_validation_score: pass-fail\n"
                                                            "static_validator_args: ['60', '60']\n")
    found = judge(scratch, place, "a.py", DOUBLE)
    same([(g["group"], g["verdict"]) for g in found["groups"]][-1], ("secret/c", "AC"), "a group of its own")


@check("a static validator's word decides a pass-fail problem, in the samples and elsewhere")
def pass_fail(scratch):
    scratch.write("right.py", DOUBLE)
    for group in ("sample", "secret", "secret/a"):
        case = f"{group}/static_validation"
        place = write_problem(scratch, "word-" + group.replace("/", "-"), PASS_FAIL, WORD,
                              {group: "static_validation_score: pass-fail\n"})
        assert_judged(judge(scratch, place, "a.py", DOUBLE), "AC")
        assert_judged(judge(scratch, place, "a.py", EVIL), "WA", case, "eval is forbidden")
        assert_judged(judge(scratch, place, "a.py", "eval(\n"), "CE")  # it is not asked about what is no program
        assert_judged(judge(scratch, place, "a.cpp", "#include <cstdio>\nint main() { int x; scanf(\"%d\", &x); "
                                                     "printf(\"%d\", x * 2); }"), "AC")
        scratch.write_pool(f"{place}.jsonl", [{"language": "python3", "source": text} for text in (DOUBLE, EVIL, "eval(")])
        found = scratch.winnow(f"filter {place} {place}.jsonl").expect(0).lines()
        same([row["verdict"] for row in found], ["AC", "WA" if group == "sample" else "AC", "CE"], "filter")
        for name, label in (("good.py", "accepted"), ("bad.py", "wrong_answer")):
            scratch.write(f"{place}/submissions/{label}/{name}", DOUBLE if name == "good.py" else EVIL)
        scratch.write(f"{place}/submissions/submissions.yaml",
                      f"wrong_answer/bad.py:\n  {group}:\n    required: [WA]\n  {case}:\n    required: [WA]\n"
                      "    message: forbidden\n")
        out = scratch.winnow(f"verify {place}").expect(0).out
        holds("2 submissions, 0 not as labelled" in out, out)


@check("run --evaluate asks the static validator of the groups in data/secret, also from the journal")
def evaluated(scratch):
    place = write_problem(scratch, "late", PASS_FAIL, WORD, {"secret/a": "static_validation_score: pass-fail\n"})
    scratch.write_pool("late.jsonl", [{"language": "python3", "source": EVIL}])
    for _ in range(2):
        scratch.winnow(f"run {place} late.jsonl -o late-out --evaluate --inputs 3").expect(0)
        found = json.loads((scratch.place / "late-out/report.json").read_text())["submissions"][0]
        assert_judged(found, "WA", "secret/a/static_validation", "eval is forbidden")
    scratch.write(f"{place}/static_validator/validate.py", WORD.replace("eval is", "that is"))
    holds("validators" in scratch.winnow(f"run {place} late.jsonl -o late-out --evaluate --inputs 3").expect(2).err,
          "another validator, another journal")
    scored_place = write_problem(scratch, "late-scored", SCORING, LENGTH, GROUPS)
    scratch.write_pool("late-scored.jsonl", [{"language": "python3", "source": LONGER}])
    scratch.winnow(f"run {scored_place} late-scored.jsonl -o late-out2 --evaluate --inputs 3").expect(0)
    found = json.loads((scratch.place / "late-out2/report.json").read_text())["submissions"][0]
    same((found["score"], found["max_score"]), (95, 100), "the score")


LOOKS = SAYS.replace("source = open(entry).read()", "") + """
say("%s %s %s" % (language, entry, " ".join(sorted(os.listdir(".")))))
sys.exit(43)
"""
SEEN = [("a.py", DOUBLE, "python3 main.py helper.txt main.py"),
        ("a.c", "int main(void) { return 0; }", "c main.c helper.txt main.c program"),
        ("a.cpp", "int main() {}", "cpp main.cpp helper.txt main.cpp program"),
        ("a.java", "public class Other { public static void main(String[] x) {} }", "java Other Other.java helper.txt program")]
CPP = """#include <fstream>
#include <iostream>
int main(int argc, char **argv)
{
    std::ifstream source(argv[2]), own("validate.cpp");
    std::string line;
    std::getline(source, line);
    std::ofstream(std::string(argv[3]) + "judgemessage.txt") << argv[argc - 1] << " " << bool(own) << " " << line;
    return 43;
}
"""


@check("a static validator starts among the submission's files, and its own are not there")
def directory(scratch):
    place = write_problem(scratch, "looks", PASS_FAIL, LOOKS, {"sample": "static_validation_score: pass-fail\n"})
    scratch.write(f"{place}/include/default/helper.txt", "?")
    installed = [row["name"] for row in json.loads(scratch.winnow("languages --json").out)["languages"] if row["installed"]]
    for name, text, words in SEEN:
        if name != "a.java" or "java" in installed:
            assert_judged(judge(scratch, place, name, text), "WA", "sample/static_validation", words)
    for name, text in (("main.py", DOUBLE), ("lib/more.py", "x = 1\n")):
        scratch.write(f"several/{name}", text)
    found = json.loads(scratch.winnow(f"judge {place} several --json").out.splitlines()[0])
    assert_judged(found, "WA", "sample/static_validation", "python3 main.py helper.txt lib main.py")
    programs = {"native": {"validate.cpp": CPP},
                "script": {"build": "#!/bin/sh\ng++ -o run validate.cpp\n", "validate.cpp": CPP},
                "modules": {"__main__.py": "import sys\nfrom beside import check\nsys.exit(check())\n", "__init__.py": "",
                            "beside.py": "import os, sys\ndef check():\n    open(sys.argv[3] + 'judgemessage.txt', 'w').write("
                                         "'%s %d %s' % (sys.argv[-1], os.path.exists('beside.py'), "
                                         "open(sys.argv[2]).readline()))\n    return 43\n"}}
    for kind, files in programs.items():
        place = write_problem(scratch, kind, PASS_FAIL, None, {
            "sample": "static_validation_score: pass-fail\nstatic_validator_args: [a, b c]\n"})
        for name, text in files.items():
            scratch.write(f"{place}/static_validator/{name}", text)
        assert_judged(judge(scratch, place, "a.py", DOUBLE), "WA", "sample/static_validation", "b c 0 print(2 * int(input()))")


@check("a static validator that is hostile or broken is a judge error, and nothing else")
def hostile(scratch):
    place = write_problem(scratch, "hostile", PASS_FAIL, WORD, {"sample": "static_validation_score: pass-fail\n"})
    for body, words in [("while True: pass", "time limit"), ("import time; time.sleep(60)", "idle for more than"),
                        ("sys.exit(0)", "exit code 0, which is neither"), ("sys.exit(1)", "exit code 1"),
                        ("while True: print('x' * 1000)", "output"),
                        ("x = bytearray(1 << 30)", "static validator: "), ("while True: os.fork()", "static validator: "),
                        ("os.kill(os.getppid(), 9)", "static validator: "), ("1 / 0", "ZeroDivisionError"),
                        ("os.symlink('/etc/passwd', feedback + 'judgemessage.txt'); sys.exit(44)", "exit code 44")]:
        scratch.write(f"{place}/static_validator/validate.py", SAYS + body + "\n")
        found = judge(scratch, place, "a.py", DOUBLE)
        assert_judged(found, "JE", "sample/static_validation", "static validator: ")
        holds(words in found["detail"] and "root:" not in found["detail"], f"{body}: {found['detail']}")
    scratch.write(f"{place}/static_validator/validate.py", "this is no Python\n")
    holds("static_validator" in scratch.winnow(f"judge {place} a.py").expect(2).err, "it cannot be built")
    place = write_problem(scratch, "greedy", SCORING, "", GROUPS)
    for body, words in [("say('11', 'score.txt'); sys.exit(42)", "score.txt: 11 is not between 0 and 10"),
                        ("say('2', 'score_multiplier.txt'); sys.exit(42)", "is not between 0 and 1"),
                        ("say('x', 'score.txt'); sys.exit(42)", "is not a number"),
                        ("say('1', 'score.txt'); sys.exit(43)", "it rejects the submission and leaves a score"),
                        ("say('1', 'score.txt'); say('1', 'score_multiplier.txt'); sys.exit(42)", "leaves both")]:
        scratch.write(f"{place}/static_validator/validate.py", SAYS + body + "\n")
        found = judge(scratch, place, "a.py", DOUBLE)
        assert_judged(found, "JE", "secret/a/static_validation", "static validator: ")
        holds(words in found["detail"], found["detail"])


SCORE = "static_validation_score: "
REFUSALS = [
    (PASS_FAIL, "secret/a", SCORE + "3\n", "secret/a/test_group.yaml:1: static_validation_score: a number needs type: scoring"),
    (PASS_FAIL, "secret/a", SCORE + "-1\n", "test_group.yaml:1: static_validation_score: '-1' is neither an integer"),
    (PASS_FAIL, "secret/a", SCORE + "1.5\n", "'1.5' is neither an integer"),
    (PASS_FAIL, "secret/a", "\nstatic_validator_args: [x]\n", "test_group.yaml:2: static_validator_args: there is no"),
    (PASS_FAIL, "secret/a/in", SCORE + "pass-fail\n", "only data/sample, data/secret and the groups in it have"),
    (SCORING, "secret/a", "max_score: 40\n" + SCORE + "3\n", "test_group.yaml:2: static_validation_score: a number in a group"),
    (SCORING, "sample", SCORE + "3\n", "sample/test_group.yaml:1: static_validation_score: a number in a group"),
    (SCORING, "secret/a", SCORE + "pass-fail\nmax_score: 40\nscore_aggregation: sum\n",
     "test_group.yaml:1: static_validation_score: pass-fail needs score_aggregation: pass-fail"),
    (SCORING, "secret/a", SCORE + "41\nmax_score: 40\nscore_aggregation: sum\n", "it is more than the group's max_score"),
]


@check("static validation that the format does not allow is refused with file and line")
def refused(scratch):
    scratch.write("right.py", DOUBLE)
    for number, (yaml, group, text, words) in enumerate(REFUSALS):
        place = write_problem(scratch, f"bad{number}", yaml, WORD,
                              {**({"secret/b": "max_score: 60\n"} if yaml == SCORING else {}), group: text})
        err = scratch.winnow(f"judge {place} right.py").expect(2).err
        holds(words in err, f"{words} is not in {err}")
    place = write_problem(scratch, "none", PASS_FAIL, None, {"secret/a": SCORE + "pass-fail\n"})
    err = scratch.winnow(f"judge {place} right.py").expect(2).err
    holds("test_group.yaml:1: static_validation_score: there is no static_validator/" in err, err)
    place = write_problem(scratch, "answers", PASS_FAIL + "type: submit-answer\n", WORD, {})
    err = scratch.winnow(f"judge {place} right.py").expect(2).err
    holds("static_validator: a submit-answer problem has no static validator" in err, err)
    place = write_problem(scratch, "empty", SCORING, WORD, {"secret/b": "max_score: 60\n", "secret/c": "max_score: 40\n"},
                          cases=("sample/1", "secret/b/1"))
    err = scratch.winnow(f"judge {place} right.py").expect(2).err
    holds("data/secret/c: a group without test cases" in err, err)
    place = write_problem(scratch, "unused", PASS_FAIL, WORD, {})
    err = scratch.winnow(f"judge {place} right.py").expect(0).err
    holds("static_validator: not used: no test group has a static_validation_score" in err, err)
