# SPDX-License-Identifier: MIT
"""What the commands find: every number traceable, every run the same."""
import json

from cli_trace import names, trace
from cli_winnow import check, holds, mask, same
from page_data import without_measures

SECRET = "--inputs problems/sum/data/secret"
RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n"
# The ids in these pools are all different, so that a candidate can be found by its id.
RUNS = [  # pool, options
    ("clusters", f"{SECRET} --evaluate"),
    ("clusters", f"{SECRET} -k 1"),
    ("clusters", f"{SECRET} -k 3 --full-matrix --select random"),
    ("clusters", f"{SECRET} --max-survivors 3 --evaluate"),
    ("clusters", "-n 4 -k 2 --seed 5"),
    ("copies", f"{SECRET} -k 1"),
    ("odd-lines", "--inputs 0 --select cluster"),
    ("keys", "-n 2"),
]


def run(scratch, options, pool="pools/clusters.jsonl", place="out"):
    """`winnow run` on the sum; gives its report."""
    scratch.winnow(f"run problems/sum {pool} {options} --fresh -o {place}").expect(0)
    return scratch.read_json(f"{place}/report.json")


@check("every number in the report can be traced to the files beside it")
def traceable(scratch):
    for i, (name, options) in enumerate(RUNS):
        pool, place = f"pools/{name}.jsonl", f"trace{i}"
        found = scratch.winnow(f"run problems/sum {pool} {options} -o {place}").expect(0)
        trace(scratch.place / place, scratch.place / pool, found.err.count("\n"))


def all_files(scratch, name):
    """But for the journal, in which outcomes stand in the order in which they were known."""
    place = scratch.place / name
    return {str(path.relative_to(place)): mask(without_measures(path.read_text()))
            for path in sorted(place.rglob("*")) if path.is_file() and path.name != "journal.db"}


@check("one run is like another, byte for byte but for times, whatever -j is")
def repeatable(scratch):
    command = "run problems/sum pools/clusters.jsonl -n 2 --evaluate --json --fresh"
    first = scratch.winnow(f"{command} -j 1 -o once").expect(0)
    same(first.out, scratch.read("once/report.json"), "--json and report.json")
    for jobs in (1, 3):
        again = scratch.winnow(f"{command} -j {jobs} -o again").expect(0)
        same(mask(again.out), mask(first.out), f"report with -j {jobs}")
        same(all_files(scratch, "again"), all_files(scratch, "once"), f"files with -j {jobs}")


def who_is_with_whom(report):
    return sorted(sorted((member["id"], member["copies"]) for member in cluster["members"])
                  for cluster in report["clusters"])


@check("the order of the candidates changes neither verdicts nor who is in a cluster with whom")
def order(scratch):
    # Without the copy: which of two copies is the first does depend on the order.
    rows = [row for row in scratch.read_lines("pools/clusters.jsonl") if row["id"] != "right-copy"]
    found = []
    for turn in (rows, rows[::-1], rows[4:] + rows[:4]):
        report = run(scratch, SECRET, pool=scratch.write_pool("turned.jsonl", turn))
        lines = scratch.read_lines("out/candidates.jsonl")
        same([line["id"] for line in lines], [row["id"] for row in turn], "input order")
        verdicts = {line["id"]: (line["verdict"], line["test"], line["detail"]) for line in lines}
        found.append((who_is_with_whom(report), verdicts))
    same(found[1], found[0], "reversed")
    same(found[2], found[0], "turned")


@check("stopping early gives the first K clusters and submissions that settling all gives")
def early_stop(scratch):
    early = run(scratch, f"{SECRET} -k 1 --select score")
    full = run(scratch, f"{SECRET} -k 1 --select score --full-matrix")
    same(early["submissions"], full["submissions"], "submissions")
    same(early["clusters"][0], full["clusters"][0], "the first cluster")
    same([cluster["settled"] for cluster in early["clusters"]], [True, False, True, True], "early")
    same([cluster["settled"] for cluster in full["clusters"]], [True] * 4, "with --full-matrix")


@check("--select follows the scores, or the seed, as it says")
def selection(scratch):
    scores = [None, -3.5, 1e9, -3.25, None]  # of five programs that one cluster holds
    pool = scratch.write_pool("scores.jsonl", [
        {"id": "abcde"[n], "language": "py", "source": RIGHT + "#" * n, "score": score}
        for n, score in enumerate(scores)] + [{"language": "py", "source": RIGHT, "score": 0}])

    def picks(options):
        report = run(scratch, f"--inputs 0 --select {options}", pool)
        return "".join(s["id"] for s in report["submissions"])
    same(picks("score -k 4"), "cadb", "best score first, a copy's counted in")
    seeds = [picks(f"cluster --seed {seed}") for seed in range(1, 5)]
    same(picks("cluster"), seeds[0], "the default seed is 1")
    holds(len(set(seeds)) > 1, f"the seed does not matter: {seeds}")
    same({"".join(sorted(ids)) for ids in seeds}, {"abcde"}, "all of them, in the end")


@check("--evaluate and `winnow judge` say the same of the files that were selected")
def evaluation(scratch):
    submissions = run(scratch, f"{SECRET} --evaluate")["submissions"]
    files = " ".join(f"out/{s['file']}" for s in submissions)
    judged = scratch.winnow(f"judge problems/sum {files} --json --python cpython").expect(1).lines()
    keys = ("language", "verdict", "test", "detail")
    same([[s[key] for key in keys] for s in submissions],
         [[j[key] for key in keys] for j in judged], "verdicts")


@check("a second run into DIR leaves nothing of the first, and whatever is not winnow's")
def second_run(scratch):
    pool = "pools/copies.jsonl"
    run(scratch, "-n 3", pool, "second")
    for name in ("notes.txt", "submissions/notes", "submissions/mine.py", "inputs/1.in"):
        scratch.write(f"second/{name}", "mine\n")
    run(scratch, "-n 1 -k 1", pool, "second")
    same(names(scratch.place / "second/submissions"), ["01.py", "mine.py", "notes"], "submissions")
    same(names(scratch.place / "second/inputs"), ["001.in", "1.in"], "inputs")
    holds((scratch.place / "second/notes.txt").exists(), "notes.txt is gone")


@check("a failure of the judge's own is exit 3, and never a verdict on a program")
def own_failure(scratch):
    for descriptors in (16, 64):  # too few to begin with, and too few to start programs
        for words in ("filter problems/sum pools/keys.jsonl",
                      "judge problems/sum sources/broken.c --json"):
            found = scratch.run(["/bin/sh", "-c", f"ulimit -n {descriptors} && winnow {words}"])
            if found.out:
                same(found.code == 3, '"verdict":"JE"' in found.out, f"exit 3, and JE of {words}")
            else:
                holds(found.code in (2, 3) and found.err, f"{words}: exit {found.code}, no word")


def check_inputs(scratch, problem, examples, n):
    command = f"inputs problems/{problem} -n {n} --json"
    lines = scratch.winnow(command).expect(0).lines()
    made = [line["input"] for line in lines]
    same([line["number"] for line in lines], list(range(1, n + 1)), f"numbers, {problem}")
    same(len(set(made)), n, f"different inputs, {problem}")
    for path in scratch.place.glob(examples):
        holds(path.read_text() not in made, f"the example {path.name} is among them, {problem}")
    again = scratch.winnow(f"{command} --seed 1 -j 1 -o made-{problem}").expect(0)
    same(again.lines(), lines, f"the default seed is 1, {problem}")
    same([path.read_text() for path in sorted(scratch.place.glob(f"made-{problem}/*"))], made,
         f"files, {problem}")
    other = scratch.winnow(f"{command} --seed 2").expect(0).lines()
    holds([line["input"] for line in other] != made, f"the seed makes no difference, {problem}")


@check("inputs: the seed decides, none is double, none is an example, files are what is printed")
def inputs(scratch):
    check_inputs(scratch, "sum", "problems/sum/data/sample/*.in", 6)  # by its generator
    check_inputs(scratch, "bare", "problems/bare/*.in", 20)  # by mutation


@check("run and inputs make the same inputs")
def same_inputs(scratch):
    lines = scratch.winnow("inputs problems/sum -n 3 --seed 9 --json").expect(0).lines()
    run(scratch, "-n 3 --seed 9", "pools/copies.jsonl", "like")
    same([scratch.read(f"like/inputs/{n:03}.in") for n in (1, 2, 3)],
         [line["input"] for line in lines], "inputs")


@check("doctor says the same to people and to programs, and whether winnow can work here")
def doctor(scratch):
    found = scratch.winnow("doctor --json")
    report = json.loads(found.out)
    same(found.code, 0 if report["usable"] else 1, "exit code")
    findings = {finding["what"]: finding for finding in report["findings"]}
    levels = [findings[f"isolation {level}"] for level in ("full", "user", "basic")]
    same(report["usable"], any(level["good"] for level in levels), "usable")
    for level in levels:
        holds(level["good"] or level["remedy"], f"no remedy for {level}")
    people = scratch.winnow("doctor").expect(found.code).out.splitlines()
    # What else the host is doing differs from one moment to the next.
    same([(line[:2], line[4:].split("  ")[0]) for line in people[:len(findings)]
          if "other load" not in line],
         [("ok" if finding["good"] else "--", what) for what, finding in findings.items()
          if what != "other load"],
         "findings")


NEAR = """#include <time.h>
int main(void) { while (clock() < 0.48 * CLOCKS_PER_SEC) {} return 0; }
"""


@check("the load under which a run near the limit was measured is in its line, in all of them")
def load(scratch):
    for name in ("near/1.in", "near/1.out"):
        scratch.write(name, "")
    pool = scratch.write_pool("near.jsonl", [{"language": "c", "source": NEAR},
                                             {"language": "python3", "source": "pass"}])
    source = scratch.write("near.c", NEAR)
    report = scratch.winnow(f"run near {pool} --inputs 0 --time-limit 0.5 --json -o near-out")
    counts = json.loads(report.expect(0).out)["timings"]
    lines = scratch.read_lines("near-out/candidates.jsonl")
    same(counts["measured_alone"], 1, "runs measured alone")
    holds(0 <= lines[0]["load_percent"], "no load for the run near the limit")
    same(lines[1]["load_percent"], None, "load of the run far from the limit")
    again = scratch.winnow(f"run near {pool} --inputs 0 --time-limit 0.5 -o near-out").expect(0)
    holds(again.err.endswith("programs judged by earlier runs: 2\n"), again.err)
    same(scratch.read_lines("near-out/candidates.jsonl"), lines, "lines from the journal")
    (judged,) = scratch.winnow(f"judge near {source} --time-limit 0.5 --json").lines()
    holds(judged["load_percent"] == judged["cases"][0]["load_percent"] >= 0, "the case's load")
    shown = scratch.winnow(f"judge near {source} --time-limit 0.5").out
    holds("(measured alone, other load " in shown, shown)
