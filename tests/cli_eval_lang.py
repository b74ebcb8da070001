# SPDX-License-Identifier: MIT
"""winnow eval: suites whose tests are in other languages than Python (MBXP, HumanEval-X, MultiPL-E)."""
import gzip
import json
import os
import subprocess
from pathlib import Path

from cli_eval import evaluate, lines
from cli_winnow import Skipped, check, holds, same
from eval_lang_programs import FORGED, HONEST, KNOWN, TASKS

LANGUAGES = list(TASKS)


# Modules that the tests need.
MODULES = {"lua": "/usr/share/lua/5.1/luaunit.lua"}


def installed():
    listed = subprocess.run(["build/winnow", "languages", "--json"], capture_output=True, text=True, check=False,
                            cwd=__file__.rsplit("/tests/", 1)[0]).stdout
    return {row["name"] for row in json.loads(listed)["languages"]
            if row["installed"] and ("WINNOW_MUST_LANGUAGES" in os.environ or Path(MODULES.get(row["name"], "/")).exists())}


def mbxp(language, **more):
    return {"task_id": f"MBXP/{language}", "entry_point": "add", "language": language, **TASKS[language], **more}


def judged(scratch, name, programs):
    """{(language, name of the program): its line}"""
    here = installed()
    chosen = [(language, title, text) for language, texts in programs.items() if TASKS[language].get("language", language) in here
              for title, text in texts.items()]
    samples = [{"task_id": f"MBXP/{language}", **(text if isinstance(text, dict) else {"completion": text})}
               for language, _, text in chosen]
    _, found, report = evaluate(scratch, name, [mbxp(language) for language in LANGUAGES], samples, "--extract", "none")
    same([task["task_id"] for task in report["tasks"] if not task["canonical_passes"]], [], "canonical solutions that fail")
    same(len(found), len(chosen), "samples")
    return {(language, title): line for (language, title, _), line in zip(chosen, found)}


@check("eval in other languages: no program that ends early or hides its tests passes")
def forged(scratch):
    found = judged(scratch, "forged", FORGED)
    same([name for name, line in found.items() if line["passed"]], [], "those that pass")
    same([name for name, line in found.items() if line["outcome"] == "judge_error"], [], "judge errors")
    # C++, Java and JavaScript are taken apart where the tests allow it (cli_eval_drivers.py).
    for name in (("perl", "exit"), ("php", "exit"), ("ruby", "exit!")):
        if name in found:
            same(found[name]["isolated"], False, f"{name} is in one process")
            same(found[name]["detail"], "the program ended before its tests did", f"{name}'s detail")


@check("eval in other languages: programs that are right in an odd way pass")
def honest(scratch):
    found = judged(scratch, "honest", HONEST)
    same([(name, line["detail"]) for name, line in found.items() if not line["passed"]], [], "those that fail")


@check("eval in other languages: what a program in the tests' process can forge is what the README says")
def known(scratch):
    found = judged(scratch, "known", KNOWN)
    unexpected = [(name, line["detail"]) for name, line in found.items() if line["passed"] == line["isolated"]]
    same(unexpected, [], "those that no longer pass: harness/eval/joint/README.md is to be changed")


@check("eval in other languages: a failed assertion is wrong, another end an exception, and compile errors are told")
def verdicts(scratch):
    texts = {"cpp": {"wrong": "    return 7;\n}", "exception": "    vector<int> v;\n    return v.at(a);\n}", "compile": "    return x;\n}"},
             "java": {"wrong": "        return 7;\n    }\n}", "exception": "        int[] none = {};\n        return none[a];\n    }\n}",
                      "compile": "        return x;\n    }\n}"},
             "javascript": {"wrong": "  return 7;\n}", "exception": "  return x;\n}", "compile": "  return (;\n}"},
             "ruby": {"wrong": "\n  7\nend\n", "exception": "\n  x\nend\n", "compile": "\n  (\nend\n"},
             "php": {"wrong": "  return 7;\n}", "exception": "  return x();\n}", "compile": "  return (;\n}"},
             "perl": {"wrong": "  return 7;\n}", "exception": "  return x();\n}", "compile": "  return (;\n}"}}
    found = judged(scratch, "verdicts", texts)
    same([(name, line["outcome"], line["detail"]) for name, line in found.items() if line["outcome"] != name[1]], [], "outcomes")


@check("eval in other languages: equal programs are judged once, and a second run knows them")
def once(scratch):
    samples = [{"task_id": "MBXP/javascript", "completion": text} for text in ["  return a + b;\n}"] * 3 + ["  return a;\n}"]]
    _, found, report = evaluate(scratch, "once", [mbxp("javascript")], samples)
    same([line["passed"] for line in found], [True, True, True, False], "verdicts")
    same(report["counts"]["distinct"], 2, "distinct programs")
    outcome, _, _ = evaluate(scratch, "once", [mbxp("javascript")], samples)
    holds("2 of 2 programs are known from an earlier run" in outcome.err, outcome.err)
    changed = mbxp("javascript", test=TASKS["javascript"]["test"] + "\n")
    outcome, _, _ = evaluate(scratch, "once", [changed], samples)
    # The canonical solution, which is judged first, is one of the samples.
    holds("1 of 2 programs are known from an earlier run" in outcome.err, "other tests are other outcomes")


@check("eval in other languages: a module that is missing is no failure of the program")
def missing(scratch):
    test = "\nconst x = require('no-such-module')\nif (add(1, 2) !== 3) throw 'Error at 1th assert statement.'\n"
    sample = [{"task_id": "MBXP/javascript", "completion": "  return a + b;\n}"}, {"task_id": "MBXP/ruby", "completion": "\n  a + b\nend\n"}]
    for name, more in (("known", {}), ("unknown", {"canonical_solution": None})):
        outcome, found, report = evaluate(scratch, f"missing.{name}", [mbxp("javascript", test=test, **more), mbxp("ruby")], sample)
        same([line["task_id"] for line in found], ["MBXP/ruby"], "what is judged")
        same(report["counts"]["language_not_run"], 1, "samples that are left out")
        holds("its tests need the module 'no-such-module': apt install node-no-such-module" in outcome.err, outcome.err)
    if "lua" in installed():
        test = TASKS["lua"]["test"].replace("'luaunit'", "'luanone'")
        outcome, found, _ = evaluate(scratch, "missing.lua", [mbxp("lua", test=test), mbxp("ruby")],
                                     [{"task_id": "MBXP/lua", "completion": "    return a + b\nend\n"}, sample[1]])
        same([line["task_id"] for line in found], ["MBXP/ruby"], "what is judged")
        holds("its tests need the module 'luanone': apt install lua-none" in outcome.err, outcome.err)


MULTIPL_E = {"name": "HumanEval_0_add", "language": "js", "temperature": 0.2, "prompt": "function add(a, b){\n",
             "stop_tokens": ["\nfunction "],
             "tests": "const assert = require('node:assert');\nfunction test() {\n  assert.deepEqual(add(1, 2),3);\n}\n\ntest();",
             "completions": ["  return a + b;\n}", "  return a - b;\n}", " return (;", "  while (true);\n}"]}


@check("eval reads MultiPL-E's problems with their completions, and writes its results and its table")
def multipl_e(scratch):
    plain = scratch.write("p.json", json.dumps(MULTIPL_E, indent=2))
    packed = scratch.place / "p.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(MULTIPL_E).encode()))
    for suite, name in ((plain, "plain.out"), (str(packed), "packed.out")):
        scratch.run(["winnow", "eval", suite, suite, "-o", name, "-t", "1"]).expect(0)
        out = scratch.place / name
        same([path.name for path in out.glob("*.results.*")], ["HumanEval_0_add.results.json" + (".gz" if suite != plain else "")], "files")
        read = (lambda path: path.read_bytes()) if suite == plain else (lambda path: gzip.decompress(path.read_bytes()))
        results = json.loads(read(next(out.glob("*.results.*"))))
        same([(one["status"], one["exit_code"]) for one in results["results"]],
             [("OK", 0), ("Exception", 1), ("SyntaxError", 1), ("Timeout", -1)], "statuses")
        same(sorted(results["results"][0]), ["exit_code", "program", "status", "stderr", "stdout", "timestamp"], "keys")
        same(results["results"][0]["program"],
             MULTIPL_E["prompt"] + MULTIPL_E["completions"][0] + "\n" + MULTIPL_E["tests"], "the program")
        same({key: results[key] for key in ("name", "language", "temperature", "stop_tokens")},
             {key: MULTIPL_E[key] for key in ("name", "language", "temperature", "stop_tokens")}, "the problem's keys")
        same((out / "pass_k.csv").read_text(), "Dataset,Pass@k,Estimate,NumProblems,MinCompletions,MaxCompletions\n"
             f"{name},1,0.25,1,4,4\n", "pass_k.csv")


# As MultiPL-E names them.
SHORT = {"go_test.go": "go testing", "rs": "rust", "cs": "csharp", "hs": "haskell", "ml": "ocaml", "sh": "bash", "lua": "lua", "d": "d", "r": "r"}


@check("eval in other languages: MultiPL-E's problems are run under its names of languages")
def short_names(scratch):
    here = installed()
    problems = [{"name": f"add_{short}", "language": short, "prompt": TASKS[name]["prompt"], "tests": TASKS[name]["test"].lstrip("\n"),
                 "stop_tokens": [], "completions": [TASKS[name]["canonical_solution"], ""]} for short, name in SHORT.items() if TASKS[name].get("language", name) in here]
    suite = scratch.write("short.jsonl", lines(problems))
    scratch.run(["winnow", "eval", suite, suite, "-o", "short.out"]).expect(0)
    for problem in problems:
        results = json.loads((scratch.place / "short.out" / f"{problem['name']}.results.json").read_text())
        same(results["results"][0]["status"], "OK", f"{problem['name']}: {results['results'][0]}")
        holds(results["results"][1]["status"] != "OK", f"{problem['name']}: nothing passes")


HUMANEVAL_X = [
    {"task_id": "CPP/0", "prompt": "#include<stdio.h>\nusing namespace std;\nint add(int a,int b){\n", "declaration": "int add(int a,int b){\n",
     "canonical_solution": "    return a+b;\n}\n", "example_test": "",
     "test": "#undef NDEBUG\n#include<assert.h>\nint main(){\n    assert (add(1,2)==3);\n}\n"},
    {"task_id": "JavaScript/0", "prompt": "const add = (a, b) => {\n", "declaration": "\nconst add = (a, b) => {\n",
     "canonical_solution": "  return a+b\n}\n", "example_test": "",
     "test": "const testAdd = () => {\n  console.assert(add(1, 2) === 3)\n}\n\ntestAdd()\n"},
    {"task_id": "Java/0", "prompt": "import java.util.*;\n\nclass Solution {\n    public int add(int a, int b) {\n", "declaration": "class Solution {\n",
     "canonical_solution": "        return a+b;\n    }\n}", "example_test": "",
     "test": "public class Main {\n    public static void main(String[] args) {\n        if (new Solution().add(1, 2) != 3) throw new AssertionError();\n    }\n}"},
    {"task_id": "Python/0", "prompt": "def add(a, b):\n", "declaration": "def add(a, b):\n", "canonical_solution": "    return a+b\n",
     "example_test": "", "test": "def check(add):\n    assert add(1, 2) == 3\n\ncheck(add)\n"},
    {"task_id": "Go/0", "prompt": "import (\n    \"math\"\n)\n\n// The sum.\nfunc Add(a int, b int) int {\n", "declaration": "func Add(a int, b int) int {\n",
     "import": "import (\n    \"math\"\n)\n", "canonical_solution": "    return a+b + int(math.Abs(0)) + len(strings.Split(\"\", \"\"))\n}\n",
     "test_setup": "package main\n\nimport (\n    \"math\"\n    \"testing\"\n)\n",
     "test": "func TestAdd(t *testing.T) {\n    if Add(1, 2) != 3 {\n        t.Fatal(\"not equal\")\n    }\n}\n"},
    {"task_id": "Rust/0", "prompt": "fn main(){}\nfn add(a: i32, b: i32) -> i32 {\n", "declaration": "fn add(a: i32, b: i32) -> i32 {\n",
     "canonical_solution": "    a+b\n}\n", "test": "#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn test_add() {\n        assert_eq!(add(1, 2), 3);\n    }\n}\n"}]


@check("eval reads HumanEval-X, in the language of each task's name")
def humaneval_x(scratch):
    here = installed()
    names = {"CPP": "cpp", "JavaScript": "javascript", "Java": "java", "Python": "python3", "Go": "go"}
    samples = [{"task_id": one["task_id"], "generation": one["canonical_solution"].replace("a+b", text)}
               for one in HUMANEVAL_X for text in ("a+b", "a-b")]
    outcome, found, report = evaluate(scratch, "x", HUMANEVAL_X, samples)
    wanted = [(one["task_id"], word) for one in HUMANEVAL_X if names.get(one["task_id"].split("/")[0]) in here
              for word in ("passed", "wrong")]
    same([(line["task_id"], line["outcome"]) for line in found], wanted, "outcomes")
    same(report["format"], "humaneval-x", "the format")
    same([task["task_id"] for task in report["tasks"] if not task["canonical_passes"]], [], "canonical solutions that fail")
    holds("x.jsonl:11: tests in rust are not run" in outcome.err or "rust" not in here, outcome.err)


@check("eval reads HumanEval-X' tests in Go with testify, or names the package that they need")
def testify(scratch):
    if "go" not in installed():
        raise Skipped("go is not installed")
    task = {**HUMANEVAL_X[4], "test_setup": "package main\n\nimport (\n    \"testing\"\n    \"math\"\n    \"github.com/stretchr/testify/assert\"\n)\n",
            "test": "func TestAdd(t *testing.T) {\n    assert := assert.New(t)\n    assert.Equal(3, Add(1, 2))\n}\n"}
    suite = scratch.write("testify.jsonl", lines([task]))
    samples = scratch.write("s.jsonl", lines([{"task_id": "Go/0", "generation": task["canonical_solution"]}]))
    outcome = scratch.run(["winnow", "eval", suite, samples, "-o", "testify.out"])
    if Path("/usr/share/gocode/src/github.com/stretchr/testify").exists():
        holds("1 passed" in outcome.expect(0).out + outcome.err, outcome.err)
    else:
        sentence = "its tests need the module 'stretchr/testify/assert': apt install golang-github-stretchr-testify-dev"
        holds(sentence in outcome.expect(2).err, outcome.err)


@check("eval in other languages: empty and broken files are named")
def broken(scratch):
    good = json.dumps(MULTIPL_E)
    for name, text, sentence in [
            ("none", "", "none.jsonl: no task in it"),
            ("cut", good[:-20], "cut.jsonl"),
            ("twice", good + "\n" + good + "\n", "twice.jsonl:2: task 'HumanEval_0_add' is there twice"),
            ("textless", lines([{**MULTIPL_E, "tests": 7 > 8}]), 'textless.jsonl:1: no text under "tests"'),
            ("promptless", lines([{**HUMANEVAL_X[0], "prompt": None}]), 'promptless.jsonl:1: no text under "prompt"')]:
        path = scratch.write(f"{name}.jsonl", text)
        said = scratch.run(["winnow", "eval", path, path, "-o", "broken.out"])
        holds(sentence in said.expect(2).err, f"{name}: {said.err!r}")
    path = scratch.write("swift.jsonl", lines([{**MULTIPL_E, "language": "swift"}]))
    said = scratch.run(["winnow", "eval", path, path, "-o", "broken.out"])
    holds("unknown language 'swift'" in said.expect(2).err, said.err)
