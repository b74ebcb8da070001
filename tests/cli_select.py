# SPDX-License-Identifier: MIT
"""Inputs that tell survivors apart, and the rules by which submissions are selected."""
import json
from math import comb

from cli_winnow import check, holds, mask, same

# Counts letters; a sharp, which no example has, counts twice.
COUNT = "s = input()\nprint(len(s) + s.count('#'))\n"
FORGETS = "s = input()\nprint(len(s))\n"
KEYS = (1, 3, 10)


def words_problem(scratch):
    for i, word in enumerate(("abca", "zz")):
        scratch.write(f"words/{i}.in", word + "\n")
        scratch.write(f"words/{i}.out", f"{len(word)}\n")
    return scratch.write_pool("words.jsonl", [
        {"id": f"{name}{n}", "language": "python3", "source": source + f"# {n}\n"}
        for n in range(3) for name, source in (("right", COUNT), ("wrong", FORGETS))])


def report_of(scratch, options, place="out"):
    pool = words_problem(scratch)
    scratch.winnow(f"run words {pool} {options} --fresh -o {place}").expect(0)
    return scratch.read_json(f"{place}/report.json")


def clusters_of(report):
    return sorted(sorted(member["id"] for member in cluster["members"])
                  for cluster in report["clusters"])


@check("what only the sources name is in the inputs, and tells programs apart that the examples do not")
def named(scratch):
    report = report_of(scratch, "-n 10")
    same(clusters_of(report), [["right0", "right1", "right2"], ["wrong0", "wrong1", "wrong2"]],
         "clusters")
    counts = report["counts"]
    holds(counts["inputs_proposed"] > counts["inputs"] == 10, f"no search: {counts}")
    same(counts["runs_search"], 6 * counts["inputs_proposed"], "all six programs are the panel")
    first = (scratch.place / "out/inputs/001.in").read_text()
    holds("#" in first, f"the input that tells most comes first, not {first!r}")


@check("--inputs FILE: the lines of a file that a model wrote, each bad one named and skipped")
def given(scratch):
    words_problem(scratch)
    lines = ['"#"', '{"input": "a#b\\n", "output": "4"}', "broken", '{"stdin": 3}', "", '"zz\\n"']
    scratch.write("model.jsonl", "\n".join(lines) + "\n")
    found = scratch.winnow("run words words.jsonl --inputs model.jsonl -o out").expect(0)
    report = scratch.read_json("out/report.json")
    same([i["origin"] for i in report["inputs"]], ["line 1", "line 2"], "zz is an example")
    same(scratch.read("out/inputs/002.in"), "a#b\n", "the second input")
    same(clusters_of(report), [["right0", "right1", "right2"], ["wrong0", "wrong1", "wrong2"]],
         "clusters")
    for line in (3, 4):
        holds(f"model.jsonl:{line}: no input: " in found.err, found.err)
    scratch.write("model.jsonl", '"changed"\n')
    found = scratch.winnow("run words words.jsonl --inputs model.jsonl -o out").expect(2)
    holds("the files of --inputs" in found.err, found.err)
    for nothing in ("", "\n", "{}\n"):
        scratch.write("model.jsonl", nothing)
        found = scratch.winnow("inputs words --inputs model.jsonl").expect(2)
        holds("model.jsonl: no inputs in it" in found.err, found.err)


@check("inputs with candidates: those that a run would compare survivors on")
def inputs_of_candidates(scratch):
    report_of(scratch, "-n 10")
    wanted = [scratch.read(f"out/inputs/{n:03}.in") for n in range(1, 11)]
    found = scratch.winnow("inputs words words.jsonl -n 10 --json").expect(0).lines()
    same([row["input"] for row in found], wanted, "the inputs of the run")
    same([row["doubtful"] for row in found],
         [one["doubtful"] for one in scratch.read_json("out/report.json")["inputs"]], "their trust")
    scratch.winnow("inputs words words.jsonl -n 10 -o kept").expect(0)
    same([scratch.read(f"kept/{n:03}.in") for n in range(1, 11)], wanted, "files")
    alone = scratch.winnow("inputs words -n 10 --json").expect(0).lines()
    holds(not any("#" in row["input"] for row in alone), "no program names it there")


@check("--generator: the user's program makes the inputs, in a cell, and the journal knows when it changes")
def generator(scratch):
    words_problem(scratch)
    scratch.write("gen.py", "import random, sys\nrandom.seed(sys.argv[1])\n"
                  "print(random.choice('ab#') * random.randint(3, 40))\n")
    scratch.winnow("run words words.jsonl -n 10 --generator gen.py -o out").expect(0)
    report = scratch.read_json("out/report.json")
    holds(all(one["origin"].startswith("generator gen.py ") for one in report["inputs"]), report["inputs"])
    same(clusters_of(report), [["right0", "right1", "right2"], ["wrong0", "wrong1", "wrong2"]], "clusters")
    same(len(scratch.winnow("inputs words -n 4 -g gen.py --json").expect(0).lines()), 4, "inputs alone")
    scratch.write("gen.py", "print('#')\n")
    found = scratch.winnow("run words words.jsonl -n 10 --generator gen.py -o out").expect(2)
    holds("generators" in found.err, found.err)
    scratch.winnow("run words words.jsonl --generator missing.py -o none").expect(2)


@check("--input-budget: the search takes no more runs; 0 is no search")
def budget(scratch):
    for runs, proposed in ((0, 10), (60, 20), (119, 29)):
        counts = report_of(scratch, f"-n 10 --input-budget {runs}")["counts"]
        same(counts["inputs_proposed"], proposed, f"proposals with {runs} runs more")
        holds(counts["runs_search"] <= runs + 60 or runs == 0, f"{counts} with {runs}")
    scratch.winnow("run words words.jsonl --input-budget some").expect(2)


@check("a run is the same with a search, whatever -j is and when it goes on from its journal")
def same_search(scratch):
    report_of(scratch, "-n 20 -j 1", "once")
    once = mask(scratch.read("once/report.json"))
    report_of(scratch, "-n 20 -j 3", "twice")
    same(mask(scratch.read("twice/report.json")), once, "with -j 3")
    scratch.winnow("run words words.jsonl -n 20 -o twice").expect(0)
    same(mask(scratch.read("twice/report.json")), once, "gone on")


@check("a survivor that is too slow on three inputs runs no others, whatever -j is; with --select cluster it does")
def slow(scratch):
    words_problem(scratch)
    loops = "s = input()\nwhile s not in ('abca', 'zz'): pass\nprint(len(s))\n"
    pool = scratch.write_pool("slow.jsonl", [
        {"id": name, "language": "python3", "source": source + f"# {name}\n"}
        for name, source in (("a", COUNT), ("b", COUNT), ("slow", loops), ("slow-too", loops))])
    for options, known in (("-j 1", 3), ("-j 3", 3), ("-j 2 --select cluster --full-matrix", 8)):
        scratch.winnow(f"run words {pool} -n 8 -t 0.1 {options} --fresh -o out").expect(0)
        counts = scratch.read_json("out/report.json")["counts"]
        outcomes = {row["id"]: row["outcomes"] for row in scratch.read_lines("out/outcomes.jsonl")}
        for name in ("slow", "slow-too"):
            same(sum(one is not None for one in outcomes[name]), known, f"runs of {name} with {options}")
        same(counts["runs"], sum(one is not None for row in outcomes.values() for one in row), "runs")
        same(counts["runs_search"], 2 * 16 + 2 * 3, "members that are slow run no more proposals")


@check("votes, not sizes: programs that fail where others do not come last")
def votes(scratch):
    words_problem(scratch)
    fails = "s = input()\nassert '#' not in s\nprint(len(s))\n"
    pool = scratch.write_pool("votes.jsonl", [
        {"id": f"fails{n}", "language": "python3", "source": fails + f"# {n}\n"} for n in range(3)
    ] + [{"id": "right0", "language": "python3", "source": COUNT},
         {"id": "right1", "language": "python3", "source": COUNT + "#\n"}])
    for rule, first in (("vote", "right"), ("cluster", "fails")):
        scratch.winnow(f"run words {pool} -n 10 --select {rule} --fresh -o {rule}").expect(0)
        report = scratch.read_json(f"{rule}/report.json")
        holds(report["submissions"][0]["id"].startswith(first), f"{rule}: {report['submissions']}")
        holds(all((c["votes"] is not None) == (rule == "vote") for c in report["clusters"]), rule)


@check("expected outputs beside the inputs: codet, b4 and maxpass weigh programs against tests")
def expected(scratch):
    """Four agree that a sharp counts once; the tests, one of which is wrong, say that it counts twice."""
    words_problem(scratch)
    pool = scratch.write_pool("tests.jsonl", [
        {"id": f"wrong{n}", "language": "python3", "source": FORGETS + f"# {n}\n"} for n in range(3)
    ] + [{"id": "right", "language": "python3", "source": COUNT}])
    rows = [{"input": "a#\n", "output": "3"}, {"input": "##\n", "output": " 4 \n"},
            {"input": "##\n", "output": "4"}, {"input": "#\n", "output": "1"},
            {"input": "b#b\n"}, {"input": "abc\n", "output": "3"}]
    scratch.write_pool("model.jsonl", rows)
    for rule, first in (("vote", "wrong"), ("maxpass", "right"), ("codet", "right"), ("b4", None)):
        options = f"--select {rule} --inputs model.jsonl -o {rule}"
        scratch.winnow(f"run words {pool} {options}").expect(0)
        found = scratch.read_json(f"{rule}/report.json")
        same(found["counts"]["tests"], 4, "distinct pairs of input and output")
        picked = [pick["id"] for pick in found["submissions"]]
        same(sorted(picked), ["right", "wrong0", "wrong1", "wrong2"], rule)
        holds(first is None or picked[0].startswith(first), f"{rule}: {picked}")
        again = scratch.winnow(f"run words {pool} {options}").expect(0)
        same(mask(scratch.read(f"{rule}/report.json")),
             mask(json.dumps(found, indent=2, ensure_ascii=False) + "\n"), again.err)
    # sqrt(3 programs) × 2 tests against sqrt(1) × 4; with six of them it is sqrt(6) × 2.
    more = scratch.write_pool("more.jsonl", [
        {"id": f"wrong{n}", "language": "python3", "source": FORGETS + f"# {n}\n"} for n in range(6)
    ] + [{"id": "right", "language": "python3", "source": COUNT}])
    scratch.winnow(f"run words {more} --select codet --inputs model.jsonl -o more").expect(0)
    picked = [pick["id"][:5] for pick in scratch.read_json("more/report.json")["submissions"]]
    same(picked[:2], ["wrong", "right"], "one of each set in turn")


@check("expected outputs: of a directory, and what is said where there are none")
def expected_files(scratch):
    pool = words_problem(scratch)
    for name, word, answer in (("a", "x#", "3"), ("b", "#", "2")):
        scratch.write(f"given/{name}.in", word + "\n")
        scratch.write(f"given/{name}.ans" if name == "a" else f"given/{name}.out", answer)
    scratch.winnow(f"run words {pool} --select codet --inputs given -o out").expect(0)
    report = scratch.read_json("out/report.json")
    same((report["counts"]["tests"], report["counts"]["inputs"]), (2, 2), "tests and inputs")
    holds(report["submissions"][0]["id"].startswith("right"), report["submissions"])
    found = scratch.winnow(f"run words {pool} --select b4 -n 5 -o none").expect(2)
    holds("--select b4 needs expected outputs" in found.err, found.err)
    holds(not (scratch.place / "none/journal.db").exists(), "candidates were judged first")
    scratch.write("bad.jsonl", '{"input": "x#", "output": [3]}\n{"input": "y#", "output": null}\n')
    found = scratch.winnow(f"run words {pool} --inputs bad.jsonl -o bad").expect(0)
    holds('bad.jsonl:1: no input: "output" must be a string' in found.err, found.err)
    same(scratch.read_json("bad/report.json")["counts"]["tests"], 0, "null is no output")


@check("ioi: a cluster that was tried is worth less; the next pick may be of it all the same")
def ioi(scratch):
    """Four clusters: one of three programs, and others that agree with it on ever fewer inputs."""
    words_problem(scratch)
    sources = [("right", COUNT)] * 3 + [("near", "s = input()\nprint(len(s) + s.count('#') + (s == '###'))\n"),
                                        ("far", FORGETS)]
    pool = scratch.write_pool("ioi.jsonl", [
        {"id": f"{name}{n}", "language": "python3", "source": source + f"# {n}\n"}
        for n, (name, source) in enumerate(sources)])
    scratch.write_pool("model.jsonl", [{"input": word} for word in ("#", "##", "###", "####", "a#")])
    scratch.winnow(f"run words {pool} --select ioi --inputs model.jsonl -o out").expect(0)
    picked = [pick["id"][:-1] for pick in scratch.read_json("out/report.json")["submissions"]]
    # Votes: right 0.76, near 0.68, far 0.2; each pick costs 0.25: 0.76, 0.68, 0.51, 0.43, 0.2.
    same(picked, ["right", "near", "right", "right", "far"], "the order")


def solved_by_chance(samples, right, k):
    return 1 - comb(samples - right, k) / comb(samples, k)


@check("compare: each rule beside chance and the best, on finished runs")
def compare(scratch):
    scratch.winnow("run problems/sum pools/clusters.jsonl --inputs problems/sum/data/secret "
                   "-k 1 -o out").expect(0)
    rows = {row["selector"]: row for row in scratch.winnow("compare out --json").expect(0).lines()}
    value = {name: [row["solved"][str(k)]["value"] for k in KEYS] for name, row in rows.items()}
    # Of ten samples eight pass the examples, four of them (one is a copy) are right.
    report = scratch.read_json("out/report.json")["counts"]
    same((report["total"], report["survivor_samples"]), (10, 8), "samples and survivors")
    for name, samples in (("random", 10), ("filter", 8)):
        for k, found in zip(KEYS, value[name]):
            wanted = solved_by_chance(samples, 4, min(k, samples))
            holds(abs(found - wanted) < 1e-12, f"{name}@{k}: {found}, not {wanted}")
    same(value["oracle"], [1, 1, 1], "the best")
    # The secret tests lie beside their answers: expected outputs, and right ones.
    for name in ("cluster", "cluster-score", "vote", "maxpass", "codet", "b4"):
        same(value[name], [1, 1, 1], f"{name}: the largest cluster is right")
    same(value["ioi"], [0, 1, 1], "the scores are better elsewhere")
    same(list(rows), ["random", "filter", "cluster", "cluster-score", "lever", "vote", "ioi", "maxpass",
                      "codet", "b4", "oracle"], "the rules")
    scratch.winnow("run problems/sum pools/clusters.jsonl -n 5 -k 1 -o generated").expect(0)
    found = {row["selector"] for row in scratch.winnow("compare out generated --json").lines()}
    same(set(rows) - found, {"maxpass", "codet", "b4"}, "rules that need tests in all runs")
    people = scratch.winnow("compare out out").expect(0).out
    holds("0.400 (0.400-0.400)" in people, people)


@check("compare: a directory of no run, and candidates that are gone, get a sentence")
def compare_errors(scratch):
    found = scratch.winnow("compare problems/sum").expect(2)
    holds("no directory of a finished `winnow run`" in found.err, found.err)
    scratch.winnow("run problems/sum - -n 1 -o piped",
                   stdin=(scratch.place / "pools/copies.jsonl").read_bytes()).expect(0)
    found = scratch.winnow("compare piped").expect(2)
    holds("came from a pipe" in found.err, found.err)
    for broken in ("", "[]", '{"words": 3}', '{"words": ["--"]}', '{"words": ["--nothing", "--"]}'):
        scratch.write("piped/command.json", broken)
        found = scratch.winnow("compare piped").expect(2)
        holds("command.json" in found.err, f"{broken}: {found.err}")


@check("--constraints: mutated numbers keep to the ranges, which another text or file changes")
def constrained(scratch):
    for i, (text, answer) in enumerate((("3 7\n1 5 2\n", 8), ("2 9\n4 4\n", 8))):
        scratch.write(f"ranges/{i}.in", text)
        scratch.write(f"ranges/{i}.out", f"{answer}\n")
    scratch.write("ranges.txt", "The input has n and m (1 ≤ n ≤ 6, 7 ≤ m ≤ 20)\nand numbers: 1 ≤ a_i ≤ 5\n")
    found = scratch.winnow("inputs ranges -n 40 --constraints ranges.txt -o made").expect(0)
    holds("a range for each of the input's 3 numbers" in found.err, found.err)
    for file in sorted((scratch.place / "made").glob("*.in")):
        n, m, *values = map(int, file.read_text().split())
        holds(1 <= n <= 6 and 7 <= m <= 20 and all(1 <= v <= 5 for v in values), f"{file}: {n} {m} {values}")
    found = scratch.winnow("inputs ranges -n 4 --constraints prose").expect(2)
    holds("--constraints: no range such as 1 <= n <= 100 in 'prose'" in found.err, found.err)
    pool = scratch.write_pool("ranges.jsonl", [
        {"id": "a", "language": "python3", "source": "n, m, *a = open(0).read().split()\nprint(8)\n"}])
    run = f"run ranges {pool} -n 4 --constraints"
    scratch.winnow(f"{run} ranges.txt -o out").expect(0)
    scratch.write("ranges.txt", "1 <= n <= 5\n")
    found = scratch.winnow(f"{run} ranges.txt -o out").expect(2)
    holds("it is of another run: --constraints" in found.err, found.err)
