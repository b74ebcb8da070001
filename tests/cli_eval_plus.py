# SPDX-License-Identifier: MIT
"""winnow eval: comparisons by name, and the formats and results of evalplus and LiveCodeBench."""
import copy
import gzip
import hashlib
import json
import math
import re

from cli_eval import evaluate, lines
from cli_winnow import HERE, check, holds, same
from page_data import without_measures

COMPARED = {  # answer, output, the rules that take it for right
    "case": ("YES\n", "yes\n", {"sandboxfusion", "codecontests"}),
    "no line end": ("3\n", "3", {"icpc", "verl", "code-judge", "lcb", "sandboxfusion", "codecontests", "apps"}),
    "blank at a line's end": ("1\n2\n", "1 \n2\n", {"icpc", "lcb", "sandboxfusion", "codecontests", "apps"}),
    "decimal": ("1\n", "1.0\n", {"lcb", "sandboxfusion", "codecontests", "apps"}),
    "order of lines": ("1 2\n3 4\n", "4 3\n1 2\n", {"apps"}),
    "beyond doubles": ("9007199254740993 1\n", "9007199254740992 1\n", {"codecontests", "apps"}),
    "one line": ("1\n2\n", "1 2\n", {"icpc", "codecontests"}),
    "wrong": ("1\n", "2\n", set()),
}
RULES = ["icpc", "exact", "verl", "code-judge", "lcb", "sandboxfusion", "codecontests", "apps"]


@check("eval compares outputs by the rule that --compare names")
def compare(scratch):
    suite = [{"id": name, "inputs": [""], "outputs": [answer]} for name, (answer, _, _) in COMPARED.items()]
    samples = [{"id": name, "solution": f"print({output!r}, end='')"} for name, (_, output, _) in COMPARED.items()]
    for rule in RULES:
        _, found, report = evaluate(scratch, "compared", suite, samples, "--compare", rule)
        same({line["task_id"] for line in found if line["passed"]},
             {name for name, (_, _, takers) in COMPARED.items() if rule in takers},
             f"what {rule} takes for right")
        same(report["compare"], rule, "the report")
    outcome, found, report = evaluate(scratch, "compared", suite, samples)
    holds("known" in outcome.err, "the default is icpc, and is known from before")
    same(report["compare"], "icpc", "the default")
    said = scratch.winnow("eval compared.suite.jsonl compared.jsonl --compare evalplus")
    holds("--compare: no comparison is called 'evalplus'; there are icpc exact" in said.expect(2).err, said.err)
    for option in ("--checker=wcmp", "--float-tolerance=1e-6"):
        said = scratch.winnow(f"eval compared.suite.jsonl compared.jsonl {option}")
        holds("compares outputs by --compare" in said.expect(2).err, said.err)


# ---- evalplus

def plus_row(task_id="HumanEval/0", entry_point="add", prompt="def add(a, b):\n", canonical="    return a + b\n",
             base=((1, 2), (3, 4)), plus=((0.1, 0.2), (-1, 1), ("a", "b")), atol=0, **more):
    return {"task_id": task_id, "prompt": prompt, "entry_point": entry_point, "canonical_solution": canonical, "contract": "",
            "test": "", "base_input": base, "plus_input": plus, "atol": atol, **more}


UNLIKE = re.compile(r'"(cpu_ms|wall_ms|memory_kib|date)": ?("[^"]*"|[\d.]+)')
DRIVERS = HERE.parent / "harness/eval/calls/python"
INF, NAN = math.inf, math.nan
ALIKE = [  # task, found, wanted, atol, whether it is right
    ("f", 1, 1, 0, True), ("f", 1, 1.0, 0, True), ("f", True, 1, 0, True), ("f", 1, 2, 0, False),
    ("f", [1, 2], (1, 2), 0, False), ("f", (1.0, 2.0), [1.0, 2.0], 0, False), ("f", {"a": 1}, {"a": 1.0}, 0, True),
    ("f", 1.0 + 5e-7, 1.0, 0, True), ("f", 1.0 + 5e-6, 1.0, 0, False), ("f", 1e9 + 99, 1e9, 0, True), ("f", 1e9 + 101, 1e9, 0, False),
    ("f", 1e9, 1e9 + 99, 0, True), ("f", [1.0, 2.0000001], [1.0, 2.0], 0, True), ("f", [1.0], [1.0, 2.0], 0, False),
    ("f", [1, 2.0000001], [1.0, 2.0], 0, True), ("f", [1.0, 2], [1, 2.0000001], 0, False), ("f", [[1.0000001]], [[1.0]], 0, False),
    ("f", [[1.0000001]], [[1.0]], 1e-6, True), ("f", 1, 1.0000001, 0, False), ("f", NAN, NAN, 0, False), ("f", [1.0, NAN], [1.0, -NAN], 0, False),
    ("f", INF, INF, 0, True), ("f", -INF, INF, 0, False), ("f", 1e308, INF, 0, False), ("f", INF, 1e308, 0, False), ("f", [INF, 1.0000001], [INF, 1.0], 0, True),
    ("f", "a", "b", 1e-6, False), ("f", None, 1.0, 0, False), ("f", [None], [1.0], 0, False), ("f", ["1.0"], [1.0], 0, False),
    ("f", {"a": 1.0000001}, {"a": 1.0}, 1e-6, False), ("f", True, False, 1e-6, False), ("f", [True, 1.0], [1.0, 1.0], 0, True),
    ("f", [2 ** 70], [2.0 ** 70], 0, True), ("f", [2 ** 70, 1.0], [2.0 ** 70, 1.0000001], 0, False), ("f", 1.5j, 1.5j + 1e-9, 1e-6, True),
    ("f", [[1.0], [1.0]], [1.0, 1.0], 0, False), ("f", [], [], 0, True), ("f", (), [], 0, False),
    ("mbpp similar_elements", [2, 1, 1], (1, 2), 0, True), ("mbpp similar_elements", [2], (1, 2), 0, False), ("similar_elements", [2, 1], (1, 2), 0, False),
    ("mbpp check_str", "match", True, 0, True), ("mbpp check_str", None, False, 0, True), ("mbpp check_str", None, True, 0, False),
    ("mbpp check_str", False, False, 0, True), ("mbpp check_str", False, True, 0, False), ("mbpp are_equivalent", "no", True, 0, True),
    ("mbpp sum_div", 0, 7, 0, True), ("mbpp sum_div", 7, 7, 0, True), ("mbpp sum_div", 6, 7, 0, False)]


@check("evalplus' comparison of values: tolerances, types, special oracles")
def plus_comparison(_):
    space = {"__name__": "drivers"}
    for name in ("values.py", "tests.py", "plus.py"):
        exec(compile((DRIVERS / name).read_text(), name, "exec"), space)

    def is_right(name, args, found, wanted, atol):
        task = "Mbpp/1" if name.startswith("mbpp ") else "HumanEval/1"
        return space["Comparison"](task, name.split()[-1], atol).is_right(args, found, wanted)

    for name, found, wanted, atol, right in ALIKE:
        same(is_right(name, [], found, wanted, atol), right, f"{name}: {found!r} for {wanted!r} within {atol}")
    same(is_right("find_zero", [[-2, 1]], 2.00001, None, 1e-4), True, "a root")
    same(is_right("find_zero", [[-2, 1]], 2.001, 2.0, 1e-4), False, "no root")
    same(is_right("mbpp surface_Area", [3, 4], 33, 0, 0), False, "Mbpp/581")
    same(is_right("mbpp surface_Area", [3, 4], 35, 33, 0), True, "Mbpp/581, with the other height")
    same(is_right("mbpp digit_distance_nums", [123, 256], 7, 8, 0), True, "Mbpp/558")
    comparison = space["Comparison"]("HumanEval/1", "f", 0)
    same([comparison.is_right([], found, wanted) for found, wanted in [([[1.0000001]], [[1.0]]), (2.0, 2.0), ([[1.0000001]], [[1.0]])]],
         [False, True, True], "the tolerance stays, once a float was expected")
    convert = space["convert_inputs"]
    same(convert("Mbpp/2", [[[1], [2]]]), [[(1,), (2,)]], "Mbpp/2")
    same(convert("HumanEval/2", [[[1], [2]]]), [[[1], [2]]], "HumanEval/2")
    same(convert("Mbpp/115", [[[[1], [], {}]]]), [[[{1}, {}, {}]]], "Mbpp/115")
    same(convert("Mbpp/124", [["1", "2j"]]), [(1.0, 2j)], "Mbpp/124")
    same(convert("Mbpp/580", [[[1, [2]]]]), [((1, (2,)),)], "Mbpp/580")
    same(convert("Mbpp/722", [[{"a": [1]}, 2]]), [[{"a": (1,)}, 2]], "Mbpp/722")
    same(convert("Mbpp/259", [[[[1], [2]], [[3]]]]), [[((1,), (2,)), ((3,),)]], "Mbpp/259")


PLUS_SAMPLES = {  # of add: a completion, its statuses, inputs that fail, the outcome
    "right": ("    return a + b\n", "pass", "pass", [], [], "passed"),
    "close": ("    return a + b + (1e-8 if a == 0.1 else type(a)())\n", "pass", "pass", [], [], "passed"),
    "wrong": ("    return a - b\n", "fail", "fail", [[1, 2]], [[0.1, 0.2]], "wrong"),
    "base only": ("    return 7 if a == -1 else a + b\n", "pass", "fail", [], [[-1, 1]], "wrong"),
    "endless": ("    while a == -1: pass\n    return a + b\n", "pass", "fail", [], [[-1, 1]], "timeout"),
    "sleeps": ("    import time\n    time.sleep(10000)\n", "fail", "fail", [[1, 2]], [[0.1, 0.2]], "timeout"),
    "ends": ("    import os; os._exit(0)\n", "fail", "fail", [[1, 2]], [], "exception"),
    "ends in plus": ("    if a == 'a': import os; os._exit(0)\n    return a + b\n", "pass", "fail", [], [["a", "b"]], "exception"),
    "equal to all": ("    class Yes:\n        def __eq__(self, other): return True\n    return Yes()\n", "fail", "fail", [[1, 2]], [[0.1, 0.2]], "wrong"),
    "says passed": ("    import os, sys\n    os.write(1, b'[\"ok\",3,[]]\\n')\n    sys.exit(42)\n", "fail", "fail", [[1, 2]], [[0.1, 0.2]], "exception"),
    "no program": ("    return a +\n", "fail", "fail", [], [], "compile"),
    "keeps state": ("    seen.append(a)\n    return a + b if len(seen) < 4 else 0\nseen = []\n", "pass", "pass", [], [], "passed"),
}


@check("evalplus: base and plus inputs, judged apart from the candidate; its file of results and its lines")
def plus_suite(scratch):
    mbpp = plus_row("Mbpp/2", "similar_elements", '"""\nShared ones.\n"""\n',
                    "def similar_elements(a, b):\n    return tuple(set(a) & set(b))\n", [[[3, 4], [4, 5]]], [[[], []]], assertion="")
    del mbpp["test"]
    samples = [{"task_id": "HumanEval/0", "completion": text} for text, *_ in PLUS_SAMPLES.values()]
    samples += [{"task_id": "Mbpp/2", "solution": "def similar_elements(a, b):\n    assert type(a) is tuple\n    return [x for x in a if x in b]\n",
                 "completion": "no program"}]
    outcome, found, report = evaluate(scratch, "plus", [plus_row(), mbpp], samples, "--plus", "min-time=0.5")
    same(report["format"], "evalplus", "the format")
    same([line["outcome"] for line in found], [one[-1] for one in PLUS_SAMPLES.values()] + ["passed"], "outcomes")
    same(found[2]["failure"]["call"]["arguments"], ["1", "2"], "the failing call")
    same(found[2]["detail"], "add(1, 2) == 3: returned -1", "the detail")
    results = json.loads((scratch.place / "plus.out/plus.eval_results.json").read_text())
    same(results["hash"], hashlib.md5((scratch.place / "plus.suite.jsonl").read_bytes()).hexdigest(), "the hash")
    for (name, (text, base, plus, base_fails, plus_fails, _)), row in zip(PLUS_SAMPLES.items(), results["eval"]["HumanEval/0"]):
        same(row, {"task_id": "HumanEval/0", "solution": "def add(a, b):\n" + text, "base_status": base, "plus_status": plus,
                   "base_fail_tests": base_fails, "plus_fail_tests": plus_fails}, name)
    same(results["eval"]["Mbpp/2"][0]["solution"], samples[-1]["solution"], "a solution wins over a completion")
    count = len(PLUS_SAMPLES)
    base = sum(one[1] == "pass" for one in PLUS_SAMPLES.values()) / count
    plus = sum(one[1] == one[2] == "pass" for one in PLUS_SAMPLES.values()) / count
    holds(abs(results["pass_at_k"]["base"]["pass@1"] - (base + 1) / 2) < 1e-12, "base pass@1")
    holds(abs(results["pass_at_k"]["plus"]["pass@1"] - (plus + 1) / 2) < 1e-12, "plus pass@1")
    same(report["estimates"]["base_pass@1"]["value"], results["pass_at_k"]["base"]["pass@1"], "the report's")
    same(outcome.out.splitlines()[-4:], ["humaneval (base tests)", f"pass@1:\t{(base + 1) / 2:.3f}",
                                         "humaneval+ (base + extra tests)", f"pass@1:\t{(plus + 1) / 2:.3f}"], "the last lines")
    root = plus_row("HumanEval/32", "find_zero", "def find_zero(xs):\n", "    return -xs[0] / xs[1]\n", [[[-6, 3]]], [[[1, 2]]], 1e-4)
    texts = ["    return -xs[0] / xs[1]\n", "    xs[:] = [0]\n    return 5.0\n", "    x = -xs[0] / xs[1]\n    xs.clear()\n    return x\n"]
    _, found, _ = evaluate(scratch, "root", [root], [{"task_id": "HumanEval/32", "completion": text} for text in texts])
    same([line["outcome"] for line in found], ["passed", "wrong", "passed"], "an oracle looks at the arguments as they were")
    _, found, _ = evaluate(scratch, "plus", [plus_row(), mbpp], samples[2:4], "--plus", "base-only,details")
    same([line["outcome"] for line in found], ["wrong", "passed"], "base only")
    results = json.loads((scratch.place / "plus.out/plus.eval_results.json").read_text())
    same([(row["plus_status"], row["base_fail_tests"]) for row in results["eval"]["HumanEval/0"]], [(None, [[1, 2], [3, 4]]), (None, [])], "details")
    same(list(results["pass_at_k"]), ["base"], "estimates")


@check("evalplus: shards that are merged give the files and lines of an unsharded run, from compressed samples too")
def plus_shards(scratch):
    texts = [one[0] for name, one in PLUS_SAMPLES.items() if name not in ("endless", "sleeps")]
    suite = [plus_row(f"HumanEval/{n}", base=[[n, 2], [3, 4]]) for n in range(5)] + [plus_row("HumanEval/5")]  # the last has no samples
    samples = [{"task_id": f"HumanEval/{n}", "completion": text} for text in texts for n in range(5)]
    scratch.write("s.suite", lines(suite))
    (scratch.place / "s.jsonl.gz").write_bytes(gzip.compress(lines(samples).encode()))
    words = ["winnow", "eval", "s.suite", "s.jsonl.gz", "-k", "1,2", "--plus", "min-time=0.5,details"]
    whole = scratch.run([*words, "-o", "whole"]).expect(0)
    for index in range(2):
        scratch.run([*words, "-o", "parts", "--shard", f"{index}/2"]).expect(0)
    before = {path: path.read_bytes() for path in scratch.place.glob("parts/*/shard.jsonl")}
    again = scratch.run([*words, "-o", "parts", "--shard", "1/2"]).expect(0)
    holds(f"{2 * len(texts)} of {2 * len(texts)} programs are known" in again.err, f"a shard goes on: {again.err}")
    same({path: path.read_bytes() for path in before}, before, "what it writes again")
    found = scratch.run(["winnow", "merge", "parts", "-o", "merged"]).expect(0)
    same(found.out, whole.out.replace("whole", "merged"), "stdout")
    same(sorted(path.name for path in (scratch.place / "merged").iterdir()), ["report.html", "report.json", "s.eval_results.json", "samples.jsonl"], "files")
    for name in ("report.json", "samples.jsonl", "s.eval_results.json"):
        files = [UNLIKE.sub(r'"\1":#', (scratch.place / place / name).read_text()) for place in ("merged", "whole")]
        same(*files, name)
    pages = [UNLIKE.sub(r'"\1":#', without_measures(scratch.read(f"{place}/report.html"))) for place in ("merged", "whole")]
    same(*pages, "report.html")
    other = scratch.run([*words[:-1], "min-time=0.6,details", "-o", "parts", "--shard", "1/2"]).expect(0)
    # The canonical solutions, which are judged first, are among the samples.
    holds(f"2 of {2 * len(texts)} programs are known" in other.err, f"another minimum is another outcome: {other.err}")
    holds("are not of one evaluation: options" in scratch.run(["winnow", "merge", "parts", "-o", "merged"]).expect(2).err, "shards of other options")


@check("evalplus: what is wrong with a suite or its canonical solutions is said")
def plus_broken(scratch):
    sample = {"task_id": "HumanEval/0", "completion": "    return 0\n"}
    for name, rows, sentence in [
            ("none", [], "none.suite.jsonl: no task in it"),
            ("lists", [plus_row(base=[1])], 'lists.suite.jsonl:1: "base_input": input 0 is no list of arguments'),
            ("inputs", [plus_row(), plus_row("HumanEval/1", plus={})], 'inputs.suite.jsonl:2: no list under "plus_input"'),
            ("atol", [plus_row(atol="0")], 'atol.suite.jsonl:1: "atol" is no number'),
            ("canonical", [plus_row(canonical=None)], 'canonical.suite.jsonl:1: no text under "canonical_solution"'),
            ("raises", [plus_row(base=[[1, "a"]])], "task 'HumanEval/0': the canonical solution, with whose results samples are compared, "
             "fails on base input 0: TypeError: unsupported operand"),
            ("class", [plus_row(canonical="    return object()\n")], "fails on base input 0: CannotTravel: object"),
            ("syntax", [plus_row(canonical="    return (\n")], "fails as a whole: SyntaxError")]:
        suite = scratch.write(f"{name}.suite.jsonl", lines(rows))
        said = scratch.run(["winnow", "eval", suite, "-", "-o", "bad.out"], stdin=lines([sample]).encode())
        holds(sentence in said.expect(2).err, f"{name}: {said.err!r}")
    suite = scratch.place / "zipped-plus.jsonl.gz"
    suite.write_bytes(gzip.compress(lines([plus_row(base=[[NAN, 1]], plus=[[INF, 1], [2 ** 80, 1]])]).encode()))
    said = scratch.run(["winnow", "eval", str(suite), "-", "-o", "zip.out"], stdin=lines([{**sample, "completion": "    return a + b\n"}]).encode())
    holds("the canonical solution of 1 task fails" in said.expect(0).err, f"NaN is not equal to itself: {said.err}")
    for value in ("", "base", "min-time=", "min-time=x", "factor=0", "details,"):
        said = scratch.winnow(f"eval {suite} none.jsonl --plus={value}")
        holds("--plus wants base-only, details" in said.expect(2).err, f"{value!r}: {said.err}")


@check("evalplus.evaluate takes evalplus' flags, and overwrites nothing in silence")
def plus_drop_in(scratch):
    suite = scratch.write("Plus.jsonl", lines([plus_row()]))
    samples = scratch.write("greedy.jsonl", lines([{"task_id": "HumanEval/0", "completion": text} for text, *_ in list(PLUS_SAMPLES.values())[:4]]))
    command = str(HERE.parent / "harness/eval/evalplus.evaluate")
    wanted = ["humaneval (base tests)", "pass@1:\t0.750", "humaneval+ (base + extra tests)", "pass@1:\t0.500"]

    def run(*words):
        return scratch.run(["env", f"HUMANEVAL_OVERRIDE_PATH={suite}", command, *words])

    found = run("--dataset", "humaneval", f"--samples={samples}", "--parallel", "2", "--test-details").expect(0)
    same(found.out.splitlines(), wanted, "stdout")
    results = scratch.place / "greedy.eval_results.json"
    same(json.loads(results.read_text())["pass_at_k"]["plus"]["pass@1"], 0.5, "results")
    found = run("--dataset=humaneval", "--samples", samples, "--base-only", "--min_time_limit", "2").expect(0)
    same(found.out.splitlines(), wanted[:2], "base only")
    holds("greedy.eval_results.json was there, and is" in found.err, found.err)
    holds(results.with_name(results.name + ".bak").exists(), "the earlier results")
    run("--dataset=humaneval", "--samples", samples, "--i-just-wanna-run", "--output-file", "other.json").expect(0)
    holds((scratch.place / "other.json").exists(), "--output-file")
    for words, sentence in [(["--dataset", "humaneval"], "--samples is missing"), (["--samples", samples], "--dataset is missing"),
                            (["--dataset", "x", "--samples", samples], "humaneval or mbpp, not 'x'"), (["--mini"], "--mini chooses a dataset to download"),
                            (["--dataset", "mbpp", "--samples", samples], "set MBPP_OVERRIDE_PATH to the path of MbppPlus.jsonl.gz"),
                            (["--model", "x"], "--model is not supported"), (["humaneval"], "what is 'humaneval'?"), (["--samples"], "--samples wants a value")]:
        holds(sentence in run(*words).expect(2).err, sentence)


# ---- LiveCodeBench

def question(name, tests, **more):
    return {"question_title": name.title(), "question_content": "…", "platform": "atcoder", "question_id": name, "contest_id": "c",
            "contest_date": "2024-01-01T00:00:00", "starter_code": "", "difficulty": "easy",
            "public_test_cases": json.dumps(tests), "private_test_cases": "[]", "metadata": "{}", **more}


@check("LiveCodeBench's custom outputs: a JSON array of code_list, and its file of results")
def lcb_results(scratch):
    suite = scratch.write("lcb.suite.jsonl", lines([
        question("b", [{"input": "1 2\n", "output": "3\n", "testtype": "stdin"}, {"input": "5 5\n", "output": "10\n", "testtype": "stdin"}]),
        question("a", [{"input": "[1]\n2", "output": "[1, 2]", "testtype": "functional"}], metadata=json.dumps({"func_name": "app"})),
        question("unasked", [{"input": "", "output": "", "testtype": "stdin"}])]))
    add = "print(sum(map(int, input().split())))"
    codes = {"b": [add, "print(3)", "while True: pass", "print(1 / 0)", "print(", "é"], "a": ["def app(xs, x): return xs + [x]", "def app(xs, x): return xs"]}
    outputs = scratch.write("model.json", json.dumps([{"question_id": name, "code_list": code} for name, code in codes.items()], indent=4))
    scratch.run(["winnow", "eval", suite, outputs, "-o", "lcb.out", "--compare", "lcb", "-t", "1"]).expect(0)
    found = json.loads((scratch.place / "lcb.out/model_codegeneration_output_eval_all.json").read_text())
    same([row["question_id"] for row in found], ["a", "b"], "in the order of the ids")
    same(list(found[1]), ["question_title", "question_content", "platform", "question_id", "contest_id", "contest_date", "starter_code", "difficulty",
                          "output_list", "code_list", "graded_list", "pass@1", "metadata"], "the keys")
    same([row["code_list"] for row in found], [codes["a"], codes["b"]], "code_list")
    same([row["graded_list"] for row in found], [[True, False], [True] + [False] * 5], "graded_list")
    same([row["pass@1"] for row in found], [0.5, 1 / 6], "pass@1")
    told = [json.loads(one) for one in found[1]["metadata"]]
    same([(one.get("error_code"), one.get("error_message")) for one in told],
         [(None, None), (-2, "Wrong Answer"), (-3, "Time Limit Exceeded"), (-4, "Runtime Error"), (-4, "Runtime Error"), (-4, "Runtime Error")], "errors")
    same(list(told[0]), ["execution time"], "what passed")
    same({key: told[1][key] for key in ("inputs", "expected", "error")},
         {"inputs": "5 5\n", "expected": "10\n", "error": 'text 1 on line 1: expected "10", found "3"'}, "the test")
    wrong = json.loads(found[0]["metadata"][1])
    same((wrong["error_code"], wrong["output"], wrong["expected"]), (-2, "[1]", "[1, 2]"), "a function's")


# ---- real programs: HumanEval's, with its own arguments as base inputs

DATA = HERE.parent.parent / "shared/data/humaneval"
ADDED = {"HumanEval/0": [[[], 1.0], [[1.0, 1.5, 9.0], 0.6]], "HumanEval/2": [[0.5], [1e10 + 0.25], [7.0]], "HumanEval/4": [[[1.5, 1.5]], [[-1e9, 1e9, 3.0]]],
         "HumanEval/5": [[[], 0], [[1], 2]], "HumanEval/10": [["ab"], ["xyx" * 40]], "HumanEval/22": [[[1.5, "1", 2, None]]], "HumanEval/24": [[97], [1000]],
         "HumanEval/26": [[[2, 2, 3]]], "HumanEval/32": [[[-6, 11, -6, 1]]], "HumanEval/45": [[1.5, 2.5]], "HumanEval/82": [["abcdefghijklm"]],
         "HumanEval/100": [[1], [30]]}


def rows_of(name):
    with gzip.open(DATA / name, "rt") as file:
        return list(map(json.loads, file))


def arguments_of(row):
    """What a task's own tests call its function with."""
    space, seen = {}, []
    exec(row["prompt"] + row["canonical_solution"] + row["test"], space)

    def note(*args):
        seen.append(copy.deepcopy(list(args)))
        return space[row["entry_point"]](*args)
    space["check"](note)
    return seen


@check("evalplus: the base verdict of real programs is that of the official checker of HumanEval")
def plus_real(scratch):
    if not DATA.exists():
        print("skip  real programs under evalplus: there is no ../shared/data/humaneval")
        return
    rows = [row for row in rows_of("HumanEval.jsonl.gz") if row["task_id"] in ADDED]
    suite = [{**row, "contract": "", "base_input": arguments_of(row), "plus_input": ADDED[row["task_id"]],
              "atol": 1e-4 if row["entry_point"] == "find_zero" else 0} for row in rows]
    samples = [{"task_id": row["task_id"], "completion": row["canonical_solution"], "official": "passed"} for row in rows]
    taken = {}
    for one in rows_of("samples.jsonl.gz"):
        taken.setdefault(one["task_id"], []).append(one)
    samples += [one for task_id in ADDED for one in taken.get(task_id, [])[:4]]
    _, _, report = evaluate(scratch, "real", suite, samples, "--extract", "none")
    results = json.loads((scratch.place / "real.out/real.eval_results.json").read_text())["eval"]
    for task_id in ADDED:
        official = [one["official"] == "passed" for one in samples if one["task_id"] == task_id]
        same([one["base_status"] == "pass" for one in results[task_id]], official, f"the base verdicts of {task_id}")
        same(results[task_id][0]["plus_status"], "pass", f"the canonical solution of {task_id}")
    same([task["task_id"] for task in report["tasks"] if not task["canonical_passes"]], [], "canonical solutions that fail")


# ---- CodeT, bigcode

@check("CodeT's samples name their task by its prompt")
def codet(scratch):
    suite = scratch.write("codet.suite.jsonl", lines([plus_row()]))
    rows = [{"prompt": "def add(a, b):\n", "samples": ["    return a + b\n", "    return a\n", 7]}, {"prompt": "def sub(a, b):\n", "samples": ["    pass\n"]}]
    for name, data in [("codet.jsonl", lines(rows).encode()), ("codet.jsonl.gz", gzip.compress(lines(rows).encode()))]:
        scratch.write(name, data)
        said = scratch.run(["winnow", "eval", suite, name, "-o", "codet.out"]).expect(0)
        found = [json.loads(line) for line in (scratch.place / "codet.out/samples.jsonl").read_text().splitlines()]
        same([(line["task_id"], line["outcome"]) for line in found], [("HumanEval/0", "passed"), ("HumanEval/0", "wrong")], "outcomes")
        for sentence in (f"{name}:1: a program in the list that is no text; skipped", f'{name}:2: no "task_id"; skipped'):
            holds(sentence in said.err, f"{sentence!r} in {said.err!r}")


@check("bigcode's generations.json: arrays of programs in the order of the tasks, tests from references.json")
def bigcode(scratch):
    references = ["\n\ndef check(candidate):\n    assert candidate(1, 2) == 3\n\ncheck(add)", "assert sub(3, 1) == 2"]
    generations = [["def add(a, b): return a + b", "def add(a, b): return 3 * b // 2", "def add(a, b): return a"], ["def sub(a, b): return a - b"], ["pass"]]
    suite = scratch.write("references.json", json.dumps(references))
    samples = scratch.write("generations.json", json.dumps(generations))
    said = scratch.run(["winnow", "eval", suite, samples, "-o", "bigcode.out"]).expect(0)
    found = [json.loads(line) for line in (scratch.place / "bigcode.out/samples.jsonl").read_text().splitlines()]
    same([(line["task_id"], line["outcome"]) for line in found], [("0", "passed"), ("0", "passed"), ("0", "wrong"), ("1", "passed")], "outcomes")
    holds("the suite has no task for this array; skipped" in said.err, said.err)
    # As json.dumps(results, indent=2) of that tool writes them.
    wanted = {"references": {"pass@1": (2 / 3 + 1) / 2}, "config": {"tasks": "references", "allow_code_execution": True, "load_generations_path": "generations.json",
                                                                   "metric_output_path": "evaluation_results.json"}}
    same(scratch.read("bigcode.out/evaluation_results.json"), json.dumps(wanted, indent=2), "evaluation_results.json")
    other = scratch.write("bigcode.suite", lines([plus_row("HumanEval/0", test="\ndef check(f):\n    assert f(1, 2) == 3\n")]).replace('"base_input"', '"b"').replace('"plus_input"', '"p"'))
    for name, task in (("generations.json", "humaneval"), ("generations_humaneval-x.json", "humaneval-x")):
        some = scratch.write(f"of/{name}", json.dumps([generations[0][:2]]))
        scratch.run(["winnow", "eval", other, some, "-o", "of.out", "--format", "human-eval"]).expect(0)
        same(scratch.read_json("of.out/evaluation_results.json")[task], {"pass@1": 1.0}, name)
    for index in range(2):
        scratch.run(["winnow", "eval", "references.json", "generations.json", "-o", "parts", "--shard", f"{index}/2"]).expect(0)
    scratch.run(["winnow", "merge", "parts", "-o", "merged"]).expect(0)
    same(scratch.read("merged/evaluation_results.json"), json.dumps(wanted, indent=2), "merged")
    holds("references" in said.out, "the format is said")
    scratch.run(["winnow", "eval", scratch.write("he.suite.jsonl", lines([plus_row()])), samples, "-o", "bigcode2.out"]).expect(0)
    found = [json.loads(line) for line in (scratch.place / "bigcode2.out/samples.jsonl").read_text().splitlines()]
    same([(line["task_id"], line["outcome"]) for line in found], [("HumanEval/0", "passed"), ("HumanEval/0", "wrong"), ("HumanEval/0", "wrong")], "another suite")
    for text, sentence in [("[]", "no task in it"), ("[1]", "not a JSON object"), ('["a', "references.json:1: ")]:
        scratch.write("references.json", text)
        said = scratch.run(["winnow", "eval", "references.json", samples, "-o", "bad.out"])
        holds(sentence in said.expect(2).err, f"{text}: {said.err!r}")
