# SPDX-License-Identifier: MIT
"""Problems with several right answers: outputs that the output validator takes for each other."""
from cli_winnow import check, holds, mask, same

# Two numbers, in any order, that are n together and as near to each other as can be.
VALIDATOR = """import sys
n, answer = int(open(sys.argv[1]).read()), sorted(map(int, open(sys.argv[2]).read().split()))
try:
    output = sorted(map(int, sys.stdin.read().split()))
except ValueError:
    sys.exit(43)
sys.exit(42 if sum(output) == n and output == answer else 43)
"""
# The same, where the answer is only how far they are apart.
DISTANCE = """import sys
n, apart = int(open(sys.argv[1]).read()), int(open(sys.argv[2]).read())
low, high = sorted(map(int, sys.stdin.read().split()))
sys.exit(42 if low + high == n and high - low == apart else 43)
"""
# What is no worse than the answer.
NO_WORSE = """import sys
n = int(open(sys.argv[1]).read())
a, b = map(int, open(sys.argv[2]).read().split())
x, y = map(int, sys.stdin.read().split())
sys.exit(42 if x + y == n and abs(x - y) <= abs(a - b) else 43)
"""
SMALL = "n = int(input())\nprint(n // 2, n - n // 2)\n"
LARGE = "n = int(input())\nprint(n - n // 2)\nprint(n // 2)\n"
FAR = "n = int(input())\nprint(1, n - 1) if n > 9 else print(n // 2, n - n // 2)\n"
WRONG = "n = int(input())\nprint(n // 2, n - n // 2 + (n > 20))\n"
INPUTS = [{"input": f"{n}\n"} for n in (11, 12, 30, 31)]


def halves(scratch, validator, answers):
    scratch.write("halves/problem.yaml",
                  "problem_format_version: legacy\nname: Halves\nvalidation: custom\n")
    scratch.write("halves/output_validators/halves.py", validator)
    for n, answer in answers.items():
        scratch.write(f"halves/data/sample/{n}.in", f"{n}\n")
        scratch.write(f"halves/data/sample/{n}.ans", f"{answer}\n")
    scratch.write("halves/data/secret/31.in", "31\n")
    scratch.write("halves/data/secret/31.ans", answers[7].replace("3 4", "15 16") + "\n")
    scratch.write_pool("model.jsonl", INPUTS)
    return scratch.write_pool("halves.jsonl", [
        {"id": f"{name}{n}", "language": "python3", "source": source + f"# {n}\n"}
        for n in range(2) for name, source in
        (("small", SMALL), ("large", LARGE), ("far", FAR), ("wrong", WRONG))])


def clusters(scratch, place):
    return [sorted(member["id"] for member in cluster["members"])
            for cluster in scratch.read_json(f"{place}/report.json")["clusters"]]


@check("outputs that the validator takes for each other are one; those that it rejects have failed")
def equivalent(scratch):
    pool = halves(scratch, VALIDATOR, {7: "3 4", 2: "1 1"})
    found = scratch.winnow(f"run halves {pool} --inputs model.jsonl -o out").expect(0)
    holds("validator" not in found.err, found.err)
    same(clusters(scratch, "out"),
         [["large0", "large1", "small0", "small1"], ["far0", "far1"], ["wrong0", "wrong1"]],
         "the clusters")
    report = scratch.read_json("out/report.json")
    same(report["equivalence"], "output validator", "what makes outputs equal")
    outcomes = {row["id"]: [cell.split()[0] for cell in row["outcomes"]]
                for row in scratch.read_lines("out/outcomes.jsonl")}
    same(outcomes["wrong0"], ["AC", "AC", "WA", "WA"], "the sum is wrong, whatever is right")
    same(outcomes["far0"], ["AC"] * 4, "a right sum may be an answer")
    for options in ("-j 1 --fresh", "-j 3 --fresh", ""):
        scratch.winnow(f"run halves {pool} --inputs model.jsonl {options} -o again").expect(0)
        same(mask(scratch.read("again/report.json")), mask(scratch.read("out/report.json")),
             f"{options}: another report")


@check("generated inputs are searched by the validator's classes, and go on from a journal")
def searched(scratch):
    pool = halves(scratch, VALIDATOR, {7: "3 4", 2: "1 1"})
    scratch.winnow(f"run halves {pool} -n 10 -o out").expect(0)
    first = mask(scratch.read("out/report.json"))
    holds(["large0", "large1", "small0", "small1"] in clusters(scratch, "out"), first)
    scratch.winnow(f"run halves {pool} -n 10 -o out").expect(0)
    same(mask(scratch.read("out/report.json")), first, "gone on")


@check("an answer that is no output says nothing of equivalence: a remark, and as printed")
def not_outputs(scratch):
    pool = halves(scratch, DISTANCE, {7: "1", 2: "0"})
    found = scratch.winnow(f"run halves {pool} --inputs model.jsonl -o out").expect(0)
    holds("does not accept the examples' answers as outputs" in found.err, found.err)
    same(scratch.read_json("out/report.json")["equivalence"], "output", "what makes outputs equal")
    holds(["large0", "large1"] in clusters(scratch, "out"), "as printed")


@check("what the validator takes one way alone is not equivalent")
def one_way(scratch):
    halves(scratch, NO_WORSE, {7: "3 4", 2: "1 1"})
    pool = scratch.write_pool("worse.jsonl", [
        {"id": name, "language": "python3", "source": source}
        for name, source in (("far", FAR), ("small", SMALL), ("large", LARGE))])
    scratch.winnow(f"run halves {pool} --inputs model.jsonl -o out").expect(0)
    same(clusters(scratch, "out"), [["large", "small"], ["far"]], "the better ones, and the worse one")


@check("an expected output that the validator takes for what a program prints is passed")
def expected(scratch):
    pool = halves(scratch, VALIDATOR, {7: "3 4", 2: "1 1"})
    scratch.write_pool("model.jsonl", [row | {"output": f"{int(row['input']) - int(row['input']) // 2} "
                                                        f"{int(row['input']) // 2}"}
                                       for row in INPUTS])
    scratch.winnow(f"run halves {pool} --inputs model.jsonl --select maxpass -o out").expect(0)
    picked = [pick["id"][:-1] for pick in scratch.read_json("out/report.json")["submissions"]]
    same(sorted(picked[:4]), ["large", "large", "small", "small"], "who passes all")


@check("a validator that takes whatever it gets, and one that crashes on it")
def odd_validators(scratch):
    pool = halves(scratch, "import sys\nsys.exit(42)\n", {7: "3 4", 2: "1 1"})
    scratch.winnow(f"run halves {pool} --inputs model.jsonl -o out").expect(0)
    same(len(clusters(scratch, "out")), 1, "all are equivalent")
    pool = halves(scratch, "import sys\nn = int(open(sys.argv[1]).read())\n"
                  "sys.exit(42 if n < 10 else 1)\n", {7: "3 4", 2: "1 1"})
    scratch.winnow(f"run halves {pool} --inputs model.jsonl --fresh -o crash").expect(0)
    same(len(clusters(scratch, "crash")), 4, "as printed where it does not decide")
