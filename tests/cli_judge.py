# SPDX-License-Identifier: MIT
"""What winnow judge shows people: why an output is wrong, case by case, and again when a file changes."""
import json

from cli_winnow import check, holds, same


@check("of a wrong answer people see the lines and the place where they differ")
def explained(scratch):
    for case, answer in (("1", "1 2 3\n"), ("2", "4 5\t6\n")):
        scratch.write(f"explained/{case}.in", f"{case}\n")
        scratch.write(f"explained/{case}.ans", answer)
    scratch.write("explained.py", "print('1 2 3' if input() == '1' else '4 5\\xa06\\x1b[2J \\r')\n")
    outcome = scratch.winnow("judge explained explained.py").expect(1)
    holds(outcome.out.endswith("\n2: line 1, column 4\n"
                               "  expected  4 5\\t6\\n\n"
                               "  found     4 5\\u00a06\\x1b[2J \\r\\n\n"
                               "               ^\n"), outcome.out)
    scratch.write("explained.py", "print('1 2 3' if input() == '1' else 4)\n")
    out = scratch.winnow("judge explained explained.py").expect(1).out
    holds(out.endswith("\n2: line 2, column 1; in the answer line 1, column 3\n"
                       "  expected  4 5\\t6\\n\n"
                       "  found       (the end)\n"
                       "              ^\n"), out)
    row = scratch.winnow("judge explained explained.py --json").expect(1).lines()[0]
    holds("explanation" not in json.dumps(row), row)


@check("only the first case that failed is explained, and an accepted source is not")
def explained_once(scratch):
    scratch.write("explained-once.py", "print(1)\n")
    out = scratch.winnow("judge problems/sum explained-once.py").expect(1).out
    same(out.count("\n  expected  "), 1, "explanations")
    holds("\nsample/1: line 1, column 1\n" in out, out)
    holds("expected" not in scratch.winnow("judge problems/sum problems/sum/submissions/accepted/sum.py").out, "AC")


@check("a difference in tests that are no files, and with a tolerance, is shown too")
def explained_in_memory(scratch):
    scratch.write("half.prob", json.dumps({"name": "Half", "tests": [
        {"input": "1\n", "output": "0.5 x\n"}, {"input": "3\n", "output": "1.5 x\n"}]}))
    scratch.write("half.py", "n = int(input())\nprint(n / 2 + (1e-8 if n == 1 else 0.01), 'x')\n")
    out = scratch.winnow("judge half.prob half.py --float-tolerance 1e-6").expect(1).out
    holds(": line 1, column 4\n  expected  1.5 x\\n\n  found     1.51 x\\n\n               ^\n" in out, out)


@check("all of a validator's messages is shown")
def explained_by_validator(scratch):
    write = scratch.write
    write("messages/problem.yaml", "name: Messages\nvalidation: custom\n")
    write("messages/data/secret/1.in", "5\n")
    write("messages/data/secret/1.ans", "x\n")
    write("messages/output_validators/validate.py", "import sys\nfeedback = sys.argv[3]\n"
          "open(feedback + 'judgemessage.txt', 'wb').write(b'first\\nsecond \\x1b[2J\\0 \\xff\\n\\n' + b'x' * 9999)\n"
          "open(feedback + 'teammessage.txt', 'w').write('try again\\n')\nsys.exit(43)\n")
    write("messages.py", "print(1)\n")
    out = scratch.winnow("judge messages messages.py").expect(1).out
    holds("\nsecret/1: judgemessage.txt\n  first\n  second ?[2J  ?\n  xxx" in out, out)
    holds(out.endswith("x\n  teammessage.txt\n  try again\n"), out)
    holds(len(out) < 6000, len(out))
    write("messages/output_validators/validate.py", "import sys\n"
          "open(sys.argv[3] + 'judgemessage.txt', 'w').write('one line\\n')\nsys.exit(43)\n")
    out = scratch.winnow("judge messages messages.py").expect(1).out
    same((out.count("one line"), "judgemessage" in out), (1, False), "a message that the table shows")
