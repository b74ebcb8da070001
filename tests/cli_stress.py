# SPDX-License-Identifier: MIT
"""winnow stress: inputs on which programs differ."""
from cli_winnow import check, holds, same

SUM = """#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    int n, last, count = 0, sum = 0, largest = 0;
    if (scanf("%%d", &n) != 1) abort();
    for (; scanf("%%d", &last) == 1; count++) {
        sum += last;
        largest = last > largest ? last : largest;
    }
    if (count != n) abort();
    %s
    printf("%%d\\n", sum);
}
"""
GOOD = SUM % ""
SUSPECT = SUM % "if (n > 2 && largest > 50) sum--;"
CRASH = SUM % "if (largest > 5) abort();"


def write_sum(scratch, place):
    scratch.write(f"{place}/problem.yaml", "name: Sum\nlimits: {time_limit: 2, memory: 256}\n")
    scratch.write(f"{place}/data/sample/1.in", "3\n4 90 5\n")
    scratch.write(f"{place}/data/sample/1.ans", "99\n")
    scratch.write(f"{place}/data/sample/2.in", "5\n1 2 3 4 5\n")
    scratch.write(f"{place}/data/sample/2.ans", "15\n")
    for name, text in (("good.c", GOOD), ("suspect.c", SUSPECT), ("crash.c", CRASH)):
        scratch.write(name, text)


@check("stress finds an input on which a suspect fails, makes it small and keeps it")
def finds_and_shrinks(scratch):
    write_sum(scratch, "sum")
    outcome = scratch.winnow("stress sum good.c suspect.c good.c -n 30 -o kept --json").expect(1)
    found, equal = outcome.lines()
    same((found["verdict"], found["differs"], equal["differs"]), ("WA", True, False), "findings")
    # The smallest: three numbers, of which one is 51 or can be halved and cut no further.
    numbers = found["input"].split()
    same(numbers[0], "3", "length")
    holds(found["bytes"] == len(found["input"]) <= 10, found["input"])
    same(found["answer"], f"{sum(map(int, numbers[1:]))}\n", "answer")
    same((scratch.place / "kept/01.in").read_text(), found["input"], "kept input")
    same((scratch.place / "kept/01.ans").read_text(), found["answer"], "kept answer")
    again = scratch.winnow("stress sum good.c suspect.c -o kept -j 1 --json").expect(1).lines()[0]
    same(again["input"], found["input"], "with one job")
    same(again["file"], "kept/02", "cases of earlier runs are kept")


@check("stress keeps to inputs that validators accept, and shrinks a crash to a crash")
def validators_hold(scratch):
    write_sum(scratch, "sum")
    scratch.write("sum/input_validators/check.py",
                  "import sys\nn = int(input())\nnumbers = input().split()\n"
                  "sys.exit(42 if len(numbers) == n >= 2 else 43)\n")
    found = scratch.winnow("stress sum good.c crash.c --json").expect(1).lines()[0]
    same(found["verdict"], "RTE", "verdict")
    length, *numbers = found["input"].split()
    same((length, sorted(numbers)), ("2", ["1", "6"]), "input")
    outcome = scratch.winnow("stress sum good.c crash.c -o text").expect(1)
    holds("crash.c: run-time error (RTE)" in outcome.out and "SIGABRT" in outcome.out,
          outcome.out)
    holds(f"6 bytes, text/01.in\n{found['input']}" in outcome.out, outcome.out)


@check("stress takes a generator that is given, and ends without a difference after --tries")
def generator_given(scratch):
    write_sum(scratch, "sum")
    scratch.write("gen.py", "import sys\nseed = int(sys.argv[1])\nprint(3)\nprint(60, seed % 97, 1)\n")
    found = scratch.winnow("stress sum good.c suspect.c -g gen.py --json").expect(1).lines()[0]
    holds(found["origin"].startswith("generator gen.py "), found["origin"])
    outcome = scratch.winnow("stress sum good.c good.c -g gen.py -n 30").expect(0)
    same(outcome.out, "good.c: no difference on 30 inputs\n", "output")


@check("stress says what it cannot use")
def refused(scratch):
    write_sum(scratch, "sum")
    scratch.write("broken.py", "print(\n")
    scratch.write("dies.py", "raise SystemExit(1)\n")
    outcome = scratch.winnow("stress sum broken.py good.c").expect(2)
    holds("broken.py: without this program there are no answers" in outcome.err, outcome.err)
    outcome = scratch.winnow("stress sum good.c suspect.c broken.py --json").expect(2)
    same([row["built"] for row in outcome.lines()], [True, False], "built")
    outcome = scratch.winnow("stress sum dies.py good.c -n 20").expect(2)
    holds("20 inputs left out" in outcome.err and "no input could be tried" in outcome.err,
          outcome.err)
    holds("absent.py" in scratch.winnow("stress sum good.c good.c -g absent.py").expect(2).err, "-g")


@check("stress with an output validator: suspects are judged by it")
def checked(scratch):
    write_sum(scratch, "any")
    scratch.write("any/problem.yaml", "name: Any\nvalidation: custom\nlimits: {time_limit: 2}\n")
    scratch.write("any/output_validators/v.py",
                  "import sys\nanswer = int(open(sys.argv[2]).read())\n"
                  "sys.exit(42 if int(input()) in (answer, answer + 1) else 43)\n")
    scratch.write("more.c", SUM % "sum++;")
    scratch.write("two.c", SUM % "sum += 2;")
    rows = scratch.winnow("stress any good.c more.c two.c -n 12 --json").expect(1).lines()
    same([row["differs"] for row in rows], [False, True], "differs")


@check("stress that is interrupted prints and keeps what it has")
def interrupted(scratch):
    write_sum(scratch, "sum")
    outcome = scratch.run(["timeout", "--preserve-status", "--signal=INT", "4", "winnow", "stress", "sum", "good.c",
                           "suspect.c", "good.c", "--json", "-n", "1000000000", "-o", "kept"])
    # A host so slow that nothing was found in that time is no fault.
    holds(outcome.code in (1, 130), f"exit code {outcome.code}, {outcome.err}")
    if outcome.code == 1:
        same([row["differs"] for row in outcome.lines()], [True, False], "differs")
        same((scratch.place / "kept/01.in").read_text(), outcome.lines()[0]["input"], "kept input")
