# SPDX-License-Identifier: MIT
"""winnow eval --generated-tests: a choice among samples by tests that a model wrote."""
import json
from math import sqrt

from cli_eval import completions, evaluate, row
from cli_winnow import check, holds, same

TESTS = "\ndef check(candidate):\n    assert candidate(3, 1) == 4\n    assert candidate(-2, 2) == 0\n"
RIGHT = ["    return a + b\n", "    return b + a\n"]
WRONG = ["    return abs(a) + b\n", "    return abs(a) + b + 0\n", "    return abs(a + 0) + b\n"]
LOOPS = "    while True: pass\n"
EXITS = "    import os\n    os._exit(0)\n"
# The texts of a model: one test is wrong, one comes twice, and not all are tests.
BLOCKS = [
    " add(1, 2) == 3, 'a message'\nassert add(1, 2) == 3\n",
    "add( 1,2 )==3\nprint(add(3, 3))\nassert add(9, 9) == 18\n",
    "add(-1, 1) == 0\nassert add(-5, 2) == -3\nassert 1 == 1\nassert add(\n",
    " add(-3, 1) == -2\nassert add(-4, 1) == -3\nassert add(-8, 2) == -6",
    "add(-1, 1) == 2\n\n\ndef test():\n    assert add(7, 7) == 14\n",
    "", "\n", "))((", "add(2, 2) == 4\n" + "".join(f"assert add(2, {n}) == {n + 2}\n" for n in range(3, 20)),
]
# add(1, 2) three times; add(9, 9), add(7, 7); five of the last text; five with a negative number, and the wrong one.
RIGHT_PASS, WRONG_PASS = 3 + 2 + 5 + 5, 3 + 2 + 5 + 1


def generated(scratch, blocks, **keys):
    return scratch.write_pool("generated.jsonl", [{"task_id": "Add/0", "samples": blocks} | keys])


def choose(scratch, texts, blocks=tuple(BLOCKS), ks="1,2", options=()):
    generated(scratch, list(blocks))
    found, lines, report = evaluate(scratch, "chosen", [row(test=TESTS)], completions(texts), "--generated-tests",
                                    str(scratch.place / "generated.jsonl"), "-k", ks, *options)
    return found, lines, {name: value["value"] for name, value in report["estimates"].items()}


@check("--generated-tests: codet, b4, maxpass, vote and cluster choose among samples, as CodeT counts")
def rules(scratch):
    holds(sqrt(2) * RIGHT_PASS > sqrt(3) * WRONG_PASS > RIGHT_PASS, "two right ones are worth more to CodeT, one is not")
    _, lines, found = choose(scratch, RIGHT + WRONG)
    same([one["outcome"] for one in lines], ["passed"] * 2 + ["wrong"] * 3, "outcomes are those of the suite's tests")
    same({name: found[name] for name in ("codet@1", "codet@2", "b4@2", "maxpass@1", "vote@1", "cluster@1", "vote@2")},
         {"codet@1": 1, "codet@2": 1, "b4@2": 1, "maxpass@1": 1, "vote@1": 0, "cluster@1": 0, "vote@2": 1}, "rules")
    _, _, found = choose(scratch, RIGHT[:1] + WRONG)
    same((found["codet@1"], found["maxpass@1"], found["codet@2"]), (0, 1, 1), "one right program")


@check("--generated-tests: what loops or ends its process fails the tests that are left, and nothing else changes")
def ends(scratch):
    texts = RIGHT + [LOOPS, EXITS, "    if a == -5:\n        while True: pass\n    return a + b\n", "    return a +\n"]
    _, lines, found = choose(scratch, texts)
    same([one["outcome"] for one in lines], ["passed"] * 2 + ["timeout", "exception", "passed", "compile"], "outcomes")
    same((found["codet@1"], found["maxpass@1"]), (1, 1), "the right ones pass most")
    _, plain, report = evaluate(scratch, "plain", [row(test=TESTS)], completions(texts))
    same([one["outcome"] for one in plain], [one["outcome"] for one in lines], "without these tests")
    holds("codet@1" not in report["estimates"], report["estimates"])


@check("--generated-tests: five tests of a text count, and a program that is slow three times runs no more")
def limits(scratch):
    text = "\nassert ".join(f"add({n}, 1) == {n + 1}" for n in (1, 2, 3, 4, 5, -1, -2, -3, -4, -5))
    _, _, found = choose(scratch, RIGHT + WRONG, [text], "1")
    holds(0.1 < found["codet@1"] < 0.9, f"all pass the first five, and one of them is chosen by chance: {found}")
    # The first is right, and loops in three tests; the second is right in one test alone.
    slow = "    while a in (11, 12, 13):\n        pass\n    return a + b\n"
    text = "\nassert ".join(f"add({n}, 1) == {n + 1}" for n in (11, 12, 13, 14, 15))
    _, lines, found = choose(scratch, [slow, "    return 15\n"], [text], "1")
    same([one["outcome"] for one in lines], ["passed", "wrong"], "outcomes")
    same(found["maxpass@1"], 0, "what comes behind the third is not run")


@check("--generated-tests: a candidate cannot choose its row")
def forgeries(scratch):
    forge = ("    import os\n    os.write(2, b'{\"kind\": \"wrong\"}\\n' + (b'p' + b'0' * 10) * 10)\n    os._exit(42)\n",
             "    class Always(int):\n        def __eq__(self, other): return True\n    return Always(7)\n",
             "    import sys\n    print('p' * 200)\n    sys.exit(43)\n")
    _, _, found = choose(scratch, [RIGHT[0], *forge, *[text + "    #\n" for text in forge]], ks="1")
    same((found["maxpass@1"], found["codet@1"]), (1, 1), "none of them passes as many tests")


@check("--generated-tests: rows by their prompt, a second run from the journal, a choice by seed")
def rows(scratch):
    texts, suite = RIGHT + WRONG, [row(test=TESTS)]
    first = choose(scratch, texts)[2]
    words = ["--generated-tests", str(scratch.place / "generated.jsonl"), "-k", "1,2"]
    scratch.write_pool("generated.jsonl", [
        {"prompt": suite[0]["prompt"] + "    pass\n\n# check the correctness of add\nassert ", "samples": BLOCKS},
        {"prompt": "def other():\n", "samples": ["other() == 1"]}])
    found, _, report = evaluate(scratch, "chosen", suite, completions(texts), *words)
    same({name: value["value"] for name, value in report["estimates"].items()}, first, "the same tests")
    holds("for no task of the suite: 1" in found.err, found.err)
    again, _, report = evaluate(scratch, "chosen", suite, completions(texts), *words)
    holds("5 of 5 programs are known" in again.err, again.err)
    same({name: value["value"] for name, value in report["estimates"].items()}, first, "gone on")


@check("--generated-tests: broken files get a sentence")
def broken(scratch):
    suite = scratch.write_pool("suite.jsonl", [row(test=TESTS)])
    samples = scratch.write_pool("samples.jsonl", completions(RIGHT))
    for text, sentence in (
            ("", "no tests for a task of the suite"), ("{", "generated.jsonl:1: "),
            ('{"task_id": "Add/0"}', 'generated.jsonl:1: no list of texts under "samples"'),
            ('{"task_id": "Add/0", "samples": [1]}', '"samples" must be a list of texts'),
            ('{"task_id": "Add/1", "samples": ["x"]}', "no tests for a task of the suite"),
            (2 * '{"task_id": "Add/0", "samples": ["x"]}\n', "generated.jsonl:2: a second row for task 'Add/0'")):
        scratch.write("generated.jsonl", text)
        found = scratch.winnow(f"eval {suite} {samples} --generated-tests generated.jsonl -o bad").expect(2)
        holds(sentence in found.err, f"{text}: {found.err}")
    found = scratch.winnow(f"eval {suite} {samples} --generated-tests missing.jsonl -o bad").expect(2)
    holds("missing.jsonl" in found.err, found.err)
    found = scratch.winnow(f"eval {suite} {samples} --generated-tests generated.jsonl --shard 0/2 -o bad").expect(2)
    holds("leave --shard out" in found.err, found.err)
    whole = scratch.write_pool("whole.jsonl", [{"task_id": "Add/0", "inputs": ["1\n"], "outputs": ["1\n"]}])
    scratch.write("generated.jsonl", json.dumps({"task_id": "Add/0", "samples": ["x"]}) + "\n")
    found = scratch.winnow(f"eval {whole} {samples} --generated-tests generated.jsonl -o bad").expect(2)
    holds("is no function in Python" in found.err, found.err)
