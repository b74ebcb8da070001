# SPDX-License-Identifier: MIT
"""Test groups and scores, of validators good and bad, in both versions of the package format."""
import json

from cli_winnow import check, holds, same

PRELUDE = """import os, sys
case, answer, feedback = sys.argv[1:4]
def leave(text, name="score.txt"):
    with open(os.path.join(feedback, name), "w") as file:
        file.write(text)
"""
PRINT_1 = "print(1)"
LIMITS = "limits: {time_limit: 1, memory: 256, output: 1, validation_time: 1, validation_memory: 64}\n"
DECLARED = f"problem_format_version: 2025-09\nname: D\nuuid: x\ntype: scoring\n{LIMITS}"
LEGACY = f"name: L\ntype: scoring\n{LIMITS}"

BOUNDED = "max_score: 40\nscore_aggregation: sum\n"
# (secret's test_group.yaml, validator, verdict, score, max_score, the beginning of the detail)
DECLARATIONS = [
    (BOUNDED, "sys.exit(42)", "AC", 40, 40, ""),
    (BOUNDED, "leave('12.5'); sys.exit(42)", "AC", 25, 40, ""),
    (BOUNDED, "leave('20'); sys.exit(42)", "AC", 40, 40, ""),
    (BOUNDED, "leave('0'); sys.exit(42)", "AC", 0, 40, ""),
    (BOUNDED, "leave(' 0.25\\n', 'score_multiplier.txt'); sys.exit(42)", "AC", 10, 40, ""),
    ("max_score: 40\nscore_aggregation: min\n",
     "leave('7' if '1.in' in case else '30'); sys.exit(42)", "AC", 7, 40, ""),
    ("max_score: 40\nscore_aggregation: pass-fail\n", "sys.exit(42)", "AC", 40, 40, ""),
    ("max_score: 40\nscore_aggregation: pass-fail\n", "sys.exit(42 if '1.in' in case else 43)", "WA",
     0, 40, "the output validator"),
    (BOUNDED, "sys.exit(42 if '1.in' in case else 43)", "WA", 20, 40, "the output validator"),
    ("max_score: unbounded\n", "leave('1e3'); sys.exit(42)", "AC", 2000, None, ""),
    # What the specification calls a judge error.
    ("max_score: unbounded\n", "sys.exit(42)", "JE", 0, None,
     "output validator: it accepts and leaves no score.txt"),
    ("max_score: unbounded\n", "leave('1', 'score_multiplier.txt'); sys.exit(42)", "JE", 0, None,
     "output validator: it leaves score_multiplier.txt in a group without max_score"),
    (BOUNDED, "leave('3'); sys.exit(43)", "JE", 0, 40,
     "output validator: it rejects the output and leaves a score"),
    (BOUNDED, "leave('1', 'score_multiplier.txt'); sys.exit(43)", "JE", 0, 40,
     "output validator: it rejects the output and leaves a score"),
    (BOUNDED, "leave('1'); leave('1', 'score_multiplier.txt'); sys.exit(42)", "JE", 0, 40,
     "output validator: it leaves both"),
    ("max_score: 40\nscore_aggregation: pass-fail\n", "leave('40'); sys.exit(42)", "JE", 0, 40,
     "output validator: it leaves score.txt in a pass-fail group"),
    (BOUNDED, "leave('20.5'); sys.exit(42)", "JE", 0, 40,
     "output validator: score.txt: 20.5 is not between 0 and 20"),
    (BOUNDED, "leave('-1'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: -1 is not between"),
    (BOUNDED, "leave('1.5', 'score_multiplier.txt'); sys.exit(42)", "JE", 0, 40,
     "output validator: score_multiplier.txt: 1.5 is not between 0 and 1"),
    (BOUNDED, "leave('much'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: 'much' is not"),
    (BOUNDED, "leave('nan'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: 'nan' is not"),
    (BOUNDED, "leave('0x10'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: '0x10' is not"),
    (BOUNDED, "leave('1e999'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: '1e999' is not"),
    (BOUNDED, "leave('1 2'); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: '1 2' is not"),
    (BOUNDED, "leave(''); sys.exit(42)", "JE", 0, 40, "output validator: score.txt: '' is not"),
    (BOUNDED, "os.symlink('/etc/passwd', feedback + 'score.txt'); sys.exit(42)", "AC", 40, 40, ""),
]

# (validation, data/testdata.yaml, validator, verdict, score, max_score, the beginning of the detail)
LEGACIES = [
    ("custom", "on_reject: continue\n", "sys.exit(42)", "AC", 3, 3, ""),
    ("custom", "accept_score: 2.5\ngrader_flags: ignore_sample\n", "sys.exit(42)", "AC", 5, 5, ""),
    ("custom score", "range: 0 50\n", "leave('7'); sys.exit(42)", "AC", 21, 50, ""),
    ("custom score", "grader_flags: avg\n", "leave('-7.5'); sys.exit(42)", "AC", -7.5, None, ""),
    ("custom score", "grader_flags: max\nrange: 0 9\n", "leave(case.split('.')[0]); sys.exit(42)", "AC",
     2, 9, ""),
    ("custom", "", "sys.exit(43)", "WA", 0, 3, "the output validator rejects"),
    ("custom score", "grader_flags: always_accept\non_reject: continue\nreject_score: 1\n",
     "sys.exit(43)", "AC", 3, None, ""),
    ("custom score", "", "sys.exit(42)", "JE", 0, None,
     "output validator: it accepts and leaves no score.txt"),
    ("custom score", "grader_flags: always_accept\n", "leave('1'); sys.exit(43)", "JE", 0, None,
     "output validator: it rejects the output and leaves a score"),
]


def write_cases(scratch, place, names, text="5\n", answer="1\n"):
    for name in names:
        scratch.write(f"{place}/data/{name}.in", text)
        scratch.write(f"{place}/data/{name}.ans", answer)


def judge(scratch, place, source, options="", code=None):
    scratch.write(f"{place}.py", source + "\n")
    outcome = scratch.winnow(f"judge {place} {place}.py --json {options}")
    if code is not None:
        outcome.expect(code)
    return json.loads(outcome.out.splitlines()[0])


def assert_scored(found, row, verdict, score, most, detail):
    what = f"row {row}: {found['verdict']} {found.get('score')} {found['detail']!r}"
    same((found["verdict"], found["max_score"]), (verdict, most), what)
    holds(abs(found["score"] - score) < 1e-9, what)
    holds(found["detail"].startswith(detail), what)


@check("of 2025-09, scores come from score.txt and score_multiplier.txt, or are judge errors")
def declared(scratch):
    write_cases(scratch, "declared", ["sample/1", "secret/1", "secret/2"])
    scratch.write("declared/problem.yaml", DECLARED)
    for settings, validator, *wanted in DECLARATIONS:
        scratch.write("declared/data/secret/test_group.yaml", settings)
        # The sample has no score: what an accepting validator leaves there does not matter.
        scratch.write("declared/output_validator/validate.py", PRELUDE + validator + "\n")
        assert_scored(judge(scratch, "declared", PRINT_1), (settings, validator), *wanted)


@check("legacy scores come from score.txt or from the graders' flags")
def legacy(scratch):
    write_cases(scratch, "legacy", ["sample/1", "secret/1", "secret/2"])
    for validation, settings, validator, *wanted in LEGACIES:
        scratch.write("legacy/problem.yaml", f"{LEGACY}validation: {validation}\n")
        scratch.write("legacy/data/testdata.yaml", settings)
        scratch.write("legacy/output_validators/validate.py", PRELUDE + validator + "\n")
        assert_scored(judge(scratch, "legacy", PRINT_1), (validation, settings, validator), *wanted)


@check("an interactor's score counts, in the last of several passes too")
def interactors(scratch):
    write_cases(scratch, "talk", ["secret/1"])
    scratch.write("talk/problem.yaml", DECLARED.replace("scoring", "[scoring, interactive]"))
    scratch.write("talk/data/secret/test_group.yaml", "max_score: unbounded\n")
    for validator, verdict, score in [("leave(input()); sys.exit(42)", "AC", 1), ("sys.exit(42)", "JE", 0),
                                      ("leave('1'); sys.exit(43)", "JE", 0), ("sys.exit(43)", "WA", 0)]:
        scratch.write("talk/output_validator/validate.py", PRELUDE + validator + "\n")
        found = judge(scratch, "talk", PRINT_1)
        same((found["verdict"], found["score"]), (verdict, score), validator)
    scratch.write("talk/problem.yaml", DECLARED.replace("scoring", "[scoring, multi-pass]"))
    scratch.write("talk/output_validator/validate.py", PRELUDE +
                  "seen = os.path.exists(feedback + 'seen'); leave('', 'seen')\n"
                  "leave('4') if seen else leave('7', 'nextpass.in')\nsys.exit(42)\n")
    same(judge(scratch, "talk", PRINT_1, code=0)["score"], 4, "score after two passes")


@check("groups stop, go on, require others, and are shown with their scores")
def groups(scratch):
    names = ["sample/1", "secret/a/1", "secret/a/2", "secret/b/1", "secret/b/2"]
    write_cases(scratch, "groups", names)
    scratch.write("groups/data/secret/a/1.in", "6\n")
    scratch.write("groups/problem.yaml", DECLARED)
    scratch.write("groups/data/secret/a/test_group.yaml", "max_score: 30\n")
    scratch.write("groups/data/secret/b/test_group.yaml", "max_score: 70\nrequire_pass: secret/a\n")
    found = judge(scratch, "groups", "print(1 if input() == '5' else 2)", code=1)
    same([(g["group"], g["verdict"], g["score"], g["max_score"]) for g in found["groups"]],
         [("", "WA", 0, 100), ("sample", "AC", 0, 0), ("secret", "WA", 0, 100), ("secret/a", "WA", 0, 30),
          ("secret/b", None, 0, 70)], "groups")
    same([c["test"] for c in found["cases"]], names, "all cases are run")
    same([c["test"] for c in judge(scratch, "groups", "print(1 if input() == '5' else 2)",
                                   "--first-failure")["cases"]], names[:2], "cases that count")
    shown = scratch.winnow("judge groups groups.py").expect(1).out
    holds(shown.startswith("groups.py: wrong answer (WA), score 0 of 100\n"), shown)
    holds("\nWA  secret/a   0 of 30\n-   secret/b   0 of 70\n" in shown, shown)
    found = judge(scratch, "groups", PRINT_1, code=0)
    same([found["score"]] + [g["score"] for g in found["groups"]], [100, 100, 0, 100, 30, 70], "scores")


@check("each case has its own flags and arguments")
def settings(scratch):
    write_cases(scratch, "own", ["sample/1", "secret/a/1", "secret/b/1"], answer="1.0\n")
    scratch.write("own/problem.yaml", "problem_format_version: 2025-09\nname: O\n" + LIMITS)
    scratch.write("own/data/secret/a/test_group.yaml",
                  "output_validator_args: [float_tolerance, '0.5']\nargs: [--deep, a b]\n")
    scratch.write("own/data/secret/b/1.yaml", "args: ['']\n")
    source = "import sys\nprint(1.25 if sys.argv[1:] == ['--deep', 'a b'] else 1.0)\n" \
             "assert len(sys.argv) in (1, 2, 3) and sys.argv[1:] != ['x']"
    found = judge(scratch, "own", source, code=0)
    same([c["verdict"] for c in found["cases"]], ["AC", "AC", "AC"], "verdicts")
    scratch.write("own/data/secret/b/1.yaml", "args: [--deep, a b]\n")
    found = judge(scratch, "own", source, code=1)
    same([c["verdict"] for c in found["cases"]], ["AC", "AC", "WA"], "verdicts")
    scratch.write("own/data/secret/b/1.yaml", "args: [x]\n")
    same(judge(scratch, "own", source, code=1)["verdict"], "RTE", "verdict")
    scratch.write("own/output_validator/validate.py",
                  "import sys\nsys.exit(42 if sys.argv[4:] == open(sys.argv[2]).read().split() else 43)\n")
    scratch.write("own/data/secret/b/1.yaml", "output_validator_args: [--strict, '2']\n")
    scratch.write("own/data/secret/b/1.ans", "--strict 2\n")
    scratch.write("own/data/secret/a/1.ans", "float_tolerance 0.5\n")
    scratch.write("own/data/sample/1.ans", "\n")
    same(judge(scratch, "own", PRINT_1, code=0)["verdict"], "AC", "verdict")


@check("verify takes partially_accepted for accepted with less than the full score")
def partial(scratch):
    write_cases(scratch, "partly", ["secret/a/1"])
    write_cases(scratch, "partly", ["secret/b/1"], text="6\n")
    scratch.write("partly/problem.yaml", LEGACY)
    scratch.write("partly/data/secret/testdata.yaml",
                  "on_reject: continue\ngrader_flags: accept_if_any_accepted\n")
    scratch.write("partly/submissions/accepted/all.py", "print(1)\n")
    scratch.write("partly/submissions/partially_accepted/half.py", "print(1 if input() == '5' else 2)\n")
    outcome = scratch.winnow("verify partly").expect(0)
    holds("AC  1 of 2" in outcome.out, outcome.out)
    holds("2 submissions, 0 not as labelled, 1 partially accepted" in outcome.out, outcome.out)
    scratch.write("partly/submissions/partially_accepted/all.py", "print(1)\n")
    holds("NOT OK" in scratch.winnow("verify partly").expect(1).out, "the full score is not partial")


@check("run --evaluate reports scores, and only the full one solves the problem")
def evaluated(scratch):
    write_cases(scratch, "points", ["sample/1", "secret/1"])
    write_cases(scratch, "points", ["secret/2"], text="6\n")
    scratch.write("points/problem.yaml", LEGACY)
    scratch.write("points/data/testdata.yaml",
                  "accept_score: 5\non_reject: continue\ngrader_flags: ignore_sample\n")
    scratch.write("points/data/secret/testdata.yaml",
                  "on_reject: continue\ngrader_flags: accept_if_any_accepted\n")
    pools = {"half": "print(1 if input() == '5' else 2)", "all": PRINT_1}
    for place, source in pools.items():
        scratch.write_pool(f"{place}.jsonl", [{"language": "python3", "source": source}])
        for _ in range(2):  # the second time from the journal
            scratch.winnow(f"run points {place}.jsonl -o {place} --evaluate --inputs 3").expect(0)
            report = json.loads((scratch.place / place / "report.json").read_text())
            found = report["submissions"][0]
            full = place == "all"
            same((found["verdict"], found["score"], found["max_score"], report["solved"]),
                 ("AC", 10 if full else 5, 10, full), place)


@check("scores that cannot be right are refused in a sentence, with file and line")
def refused(scratch):
    write_cases(scratch, "odd", ["secret/a/1"])
    scratch.write("right.py", "print(1)\n")
    for metadata, settings, words in [
            (LEGACY, "\ngrading: custom\n", "a/testdata.yaml:2: grading: custom graders (graders/)"),
            (LEGACY, "max_score: 3\n", "a/testdata.yaml:1: max_score has no meaning here"),
            (DECLARED, "", "odd/data/secret/a: a group with pass-fail aggregation needs a max_score"),
            (DECLARED, "grader_flags: min\n", "a/testdata.yaml:1: grader_flags has no meaning here")]:
        scratch.write("odd/problem.yaml", metadata)
        scratch.write("odd/data/secret/a/testdata.yaml", settings)
        err = scratch.winnow("judge odd right.py").expect(2).err
        holds(words in err, err)
    scratch.write("odd/problem.yaml", "name: O\nvalidation: custom score\n")
    scratch.write("odd/data/secret/a/testdata.yaml", "")
    scratch.write("odd/output_validators/validate.py", "import sys\nsys.exit(42)\n")
    err = scratch.winnow("judge odd right.py").expect(0).err
    holds("'score' is not used: the type is not scoring" in err, err)
