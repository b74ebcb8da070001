# SPDX-License-Identifier: MIT
"""winnow eval --majority: samples that behave alike, maj@k, n@k with clusters."""
import itertools
import re

from cli_eval import completions, evaluate, lines, row
from cli_eval_plus import plus_row
from cli_winnow import check, holds, same

MEASURED = re.compile(r'"(cpu_ms|wall_ms|memory_kib)":[\d.]+')

TESTS = """
def check(candidate):
    assert candidate(3, 1) == 4
    for n in range(4):
        assert candidate(n, 2) == n + 2
    try:
        assert candidate([], 1) == []
    except TypeError:
        pass
    assert candidate(0.5, 0.25) == 0.75
"""
ALIKE = {  # completions: those of a name behave alike
    "right": ["    return a + b\n", "    c = b\n    return c + a\n", "    return sum((a, b))\n"],
    "difference": ["    return a - b\n", "    return -b + a\n", "    return 1.0 * (a - b) if type(a) is not list else a - b\n"],
    "first alone is wrong": ["    return 5 if (a, b) == (3, 1) else a + b\n", "    return a + b + ((a, b) == (3, 1))\n"],
    "set": ["    return {a, b}\n", "    return {b, a}\n"],
    "dict": ["    return {1: a, 2: b}\n", "    return {2: b, 1: a}\n"],
    "key error": ["    raise KeyError(a)\n", "    return {}['x']\n"],
    "slow after a failure": ["    while a == 2: pass\n    return 7\n"],
    "exits after a failure": ["    import os\n    if a == 2: os._exit(0)\n    return 7\n"],
    "seven": ["    return 7\n", "    return 7.0\n"],
}
SILENT = ["    return a +\n", "    return (\n"]
OUTCOMES = {"right": "passed", "key error": "exception"}  # others: wrong


def majority(groups, k):
    """By the enumeration of all choices. groups: of each sample a name, "right" or None."""
    won = sets = 0
    for chosen in itertools.combinations(groups, k):
        sizes = {name: chosen.count(name) for name in chosen if name}
        most = max(sizes.values(), default=0)
        won += sizes.get("right") == most and 1 / list(sizes.values()).count(most)
        sets += 1
    return won / sets


def clustered(groups, n, k):
    won = sets = 0
    for chosen in itertools.combinations(groups, k):
        names = sorted({name for name in chosen if name}, key=lambda name: (-chosen.count(name), chosen.index(name)))
        won += "right" in names[:n]
        sets += 1
    return won / sets


def near(found, wanted, name):
    holds(abs(found - wanted) < 5 * 0.5 / 1000 ** 0.5, f"{name}: found {found}, wanted {wanted}")


def written(scratch, place):
    return [MEASURED.sub(r'"\1":#', scratch.read(f"{place}/{name}")) for name in ("report.json", "samples.jsonl")]


@check("--majority: samples of functions that give the same answers are one group, and no verdict changes")
def functions(scratch):
    groups = [name for name, texts in ALIKE.items() for _ in texts] + [None] * len(SILENT)
    texts = [text for texts in ALIKE.values() for text in texts] + SILENT
    suite, samples = [row(test=TESTS)], completions(texts)
    _, plain, _ = evaluate(scratch, "votes", suite, samples, "-t", "1")
    _, found, report = evaluate(scratch, "votes", suite, samples, "-t", "1", "--majority", "-k", "1,2,3,23")
    same([(one["outcome"], one["detail"], one["failure"]) for one in found],
         [(one["outcome"], one["detail"], one["failure"]) for one in plain], "outcomes")
    same([one["outcome"] for one in found], [OUTCOMES.get(name, "wrong") if name else "compile" for name in groups], "their words")
    behaviours = {}
    for name, one in zip(groups, found):
        behaviours.setdefault(name, set()).add(one.get("behaviour"))
    same({name: len(of) for name, of in behaviours.items()}, {name: 1 for name in behaviours}, "behaviours of a group")
    same(behaviours.pop("right") | behaviours.pop(None), {None}, "those that pass, and those that do not compile")
    same(len(set().union(*behaviours.values())), len(behaviours), "different groups")
    same(sorted(name for name in report["estimates"] if "maj" in name), ["maj@1", "maj@2", "maj@3"], "estimates")
    for k in (1, 2, 3):
        near(report["estimates"][f"maj@{k}"]["value"], majority(groups, k), f"maj@{k}")
    holds(abs(report["estimates"]["maj@1"]["value"] - report["estimates"]["pass@1"]["value"]) < 1e-12, "of one sample")
    again, _, report_again = evaluate(scratch, "votes", suite, samples, "-t", "1", "--majority", "-k", "1,2,3,23")
    holds(f"{len(texts)} of {len(texts)} programs are known" in again.err, "from the journal")
    same(report_again, report, "the same report")


PROGRAMS = {"right": ["print(sum(map(int, input().split())))", "a, b = map(int, input().split())\nprint(a + b)"],
            "caps": ["a, b = map(int, input().split())\nprint(min(a + b, 4))", "print(min(sum(map(int, input().split())), 4), end='')"],
            "always four": ["input()\nprint(4)"], "first alone": ["print(3)"],
            "fails late": ["a, b = map(int, input().split())\nprint(a + b)\nassert a < 9"]}
BOTH = {"name": "sum", "public_tests": {"input": ["1 2"], "output": ["3"]},
        "private_tests": {"input": ["5 5", "9 1", "1 1"], "output": ["10", "10", "2"]}, "generated_tests": {"input": [], "output": []}}


@check("--majority: programs are clustered by what they print on all tests; n@k with clusters; shards")
def programs(scratch):
    names = [name for name, texts in PROGRAMS.items() for _ in texts]
    suite = scratch.write("p.suite", lines([BOTH, {**BOTH, "name": "twice"}]))
    rows = [{"task_id": task, "solution": text} for task in ("sum", "twice") for texts in PROGRAMS.values() for text in texts]
    samples = scratch.write("p.jsonl", lines(rows))
    words = ["winnow", "eval", suite, samples, "-k", "1,2,4,7", "--majority"]
    outcome = scratch.run([*words, "-o", "p"]).expect(0)
    found = scratch.read_lines("p/samples.jsonl")
    behaviours = {}
    for name, one in zip(names + names, found):
        behaviours.setdefault(name, set()).add(one.get("behaviour"))
    same([len(of) for of in behaviours.values()], [1] * len(PROGRAMS), "behaviours of a group")
    same(len(set().union(*behaviours.values())), len(PROGRAMS), "different groups")
    same([one["test"] for one in found[:7]], [None, None, "2", "2", "1", "2", "3"], "the first test that fails")
    survivors = [None if name == "always four" else name for name in names]
    estimates = scratch.read_json("p/report.json")["estimates"]
    for k in (2, 4, 7):
        near(estimates[f"maj@{k}"]["value"], majority(names, k), f"maj@{k}")
        near(estimates[f"clustered_1@{k}"]["value"], clustered(survivors, 1, k), f"clustered 1@{k}")
    holds("clustered_1@4 " in outcome.out, outcome.out)
    for index in range(2):
        scratch.run([*words, "-o", "parts", "--shard", f"{index}/2"]).expect(0)
    scratch.run(["winnow", "merge", "parts", "-o", "merged"]).expect(0)
    same(written(scratch, "merged"), written(scratch, "p"), "the merged files")


@check("--majority: samples of evalplus' suites go on with all inputs, and no status changes")
def plus(scratch):
    ours = {"right": ["    return a + b\n", "    return (a + b)\n"], "difference": ["    return a - b\n", "    return -b + a\n"],
            "late": ["    return 9 if a == 0.1 else a + b\n", "    return a + b if a != 0.1 else 9.0\n"],
            "later too": ["    return 9 if a == 0.1 or a == -1 else a + b\n"], "exits later": ["    if a == -1: import os; os._exit(0)\n    return a - b if a == 3 else a + b\n"],
            "exits behind a failure": ["    if a == 3: import os; os._exit(0)\n    return 7\n"], "raises": ["    raise KeyError(a)\n", "    return {}[a]\n"]}
    names = [name for name, texts in ours.items() for _ in texts]
    samples = completions([text for texts in ours.values() for text in texts], "HumanEval/0")
    _, before, report_before = evaluate(scratch, "plus", [plus_row()], samples, "-k", "1,3")
    _, found, report = evaluate(scratch, "plus", [plus_row()], samples, "-k", "1,3", "--majority")
    same([(one["outcome"], one["detail"], one["failure"]) for one in found], [(one["outcome"], one["detail"], one["failure"]) for one in before], "outcomes")
    behaviours = {}
    for name, one in zip(names, found):
        behaviours.setdefault(name, set()).add(one.get("behaviour"))
    same({name: len(of) for name, of in behaviours.items()}, {name: 1 for name in behaviours}, "behaviours of a group")
    same(len(set().union(*behaviours.values())), len(behaviours), "different groups")
    estimates = report["estimates"]
    near(estimates["maj@3"]["value"], majority(names, 3), "maj@3")
    same({name: one for name, one in estimates.items() if "maj" not in name}, report_before["estimates"], "other estimates")


@check("--majority says of which task it is not known")
def unknown(scratch):
    pair = "class Pair:\n    def __init__(self, a):\n        self.a = a\n\ndef twice(p):\n"
    suite = [row(), row("Pair/0", pair, "twice", "\ndef check(candidate):\n    assert candidate(Pair(2)).a == 4\n", "    return Pair(2 * p.a)\n")]
    outcome, _, report = evaluate(scratch, "unknown", suite, completions(["    return a + b\n"]) + completions(["    return Pair(4)\n"], "Pair/0"), "--majority")
    holds("no maj@k: the tests of task 'Pair/0' cannot go on after a failure" in outcome.err, outcome.err)
    same([name for name in report["estimates"] if "maj" in name], [], "estimates")
    same(report["counts"]["passed"], 2, "verdicts")
