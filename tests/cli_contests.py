# SPDX-License-Identifier: MIT
"""What packages of contests contain besides what the specification shows."""
from cli_verify import ECHO, write_package, verify
from cli_winnow import check, holds, same

ACCEPT_ALL = "import sys\nsys.exit(42)\n"


@check("arguments in quotes are one argument, as in a shell")
def quoted_arguments(scratch):
    yaml = ("name: x\nvalidation: custom\nlimits: {{time_limit: 2}}\n"
            "validator_flags: --say \"two words\" a'b c'd \"\" its'\n")
    write_package(scratch, "quoted", {"accepted/a.py": ECHO}, yaml)
    scratch.write("quoted/output_validators/v.py", """import sys
wanted = ['--say', 'two words', 'ab cd', '', "its'"]
if 'secret' not in sys.argv: sys.exit(42 if sys.argv[4:] == wanted else repr(sys.argv[4:]))
sys.exit(42 if sys.argv[-2:] == ['secret', '-x "y z"'] else repr(sys.argv[4:]))
""")
    scratch.write("quoted/data/secret/testdata.yaml",
                  "output_validator_flags: secret '-x \"y z\"'\n")
    verify(scratch, "quoted", 0)


@check("output_validator/ may hold the validator's directory")
def nested_validator(scratch):
    write_package(scratch, "nested", {"accepted/a.py": ECHO, "wrong_answer/b.py": "print(7)"},
                  "problem_format_version: draft\nname: x\nlimits: {{time_limit: 2}}\n")
    scratch.write("nested/output_validator/README.md", "how it works")
    scratch.write("nested/output_validator/compare/main.py", "import rules\nrules.decide()\n")
    scratch.write("nested/output_validator/compare/rules.py", """import sys
def decide(): sys.exit(42 if sys.stdin.read() == open(sys.argv[2]).read() else 43)
""")
    verify(scratch, "nested", 0)


@check("a constant may have variants, and stands in grammars, too")
def constant_variants(scratch):
    yaml = ("problem_format_version: 2025-09\nname: x\nlimits: {{time_limit: 2}}\n"
            "constants: {{most: {{value: 2, word: two}}, least: 0}}\n")
    write_package(scratch, "variants", {
        "accepted/a.py": "print(input() if '{{most.word}}' == 'two' and {{most}} == 2 else '')\n",
        "wrong_answer/b.py": "print('{{most.other}}')\n"}, yaml)
    scratch.write("variants/input_validators/v.ctd", "INT({{least}}, {{most}}) NEWLINE\n")
    _, data = verify(scratch, "variants", 0)
    same(data["input_validators"]["ok"], True, "inputs")
    scratch.write("variants/data/secret/3.in", "3\n")
    scratch.write("variants/data/secret/3.ans", "3\n")
    _, data = verify(scratch, "variants", 1)
    holds("3 is not from 0 to 2" in data["input_validators"]["complaints"][0]["detail"], data)


@check("input validators get the arguments of the group, and groups may share inputs")
def group_arguments(scratch):
    write_package(scratch, "shared", {"accepted/a.py": ECHO}, cases=(
        "sample/1", "secret/small/1", "secret/large/9"))
    scratch.write("shared/data/secret/large/8.in", "1\n")
    scratch.write("shared/data/secret/large/8.ans", "1\n")
    scratch.write("shared/data/secret/testdata.yaml", "input_validator_flags: most=1 \"the rest\"\n")
    scratch.write("shared/data/secret/large/testdata.yaml", "input_validator_flags: most=2\n")
    scratch.write("shared/input_validators/v.py", """import sys
most = int(sys.argv[1].split("=")[1]) if len(sys.argv) > 1 else 0
sys.exit(42 if int(input()) <= most and sys.argv[2:] == ["the rest"] * (most == 1) else 43)
""")
    _, data = verify(scratch, "shared", 0)
    same(data["input_validators"]["checked"], 4, "inputs")
    same(data["equal_secrets"]["failed"], 0, "an input of two groups")
    scratch.write("shared/data/secret/large/testdata.yaml", "input_validator_flags: most=1\n")
    _, data = verify(scratch, "shared", 1)
    same([one["test"] for one in data["input_validators"]["complaints"]],
         ["secret/large/8", "secret/large/9"], "refused inputs")


@check("a first line that asks for Python 2 makes a submission one that is not run")
def python_2(scratch):
    write_package(scratch, "python2", {
        "accepted/a.py": ECHO, "accepted/b.py": "#!/usr/bin/env python2\nprint raw_input()\n",
        "accepted/c/c.py": "#! /usr/bin/python2.7\nprint raw_input()\n",
        "accepted/d.py": "#!/usr/bin/env python3\n# not python2\n" + ECHO})
    found, _ = verify(scratch, "python2", 0)
    same({name: line["not_run"] for name, line in found.items()},
         {"accepted/a.py": None, "accepted/b.py": "Python 2 is not run here",
          "accepted/c": "Python 2 is not run here", "accepted/d.py": None}, "what is run")
    outcome = scratch.winnow("judge python2 python2/submissions/accepted/b.py").expect(2)
    holds("Python 2" in outcome.err, outcome.err)


@check("an empty answer is remarked on only where outputs are compared with it")
def empty_answers(scratch):
    words = "only a program that prints nothing is right"
    for place, validation in (("compared", "default"), ("custom", "custom")):
        write_package(scratch, place, {"accepted/a.py": "pass\n"},
                      f"name: x\nvalidation: {validation}\nlimits: {{{{time_limit: 2}}}}\n")
        for case in ("sample/1", "secret/1", "secret/2"):
            scratch.write(f"{place}/data/{case}.ans", "")
    scratch.write("custom/output_validators/v.py", ACCEPT_ALL)
    holds(words in scratch.winnow("verify compared").expect(0).err, "compared")
    holds(words not in scratch.winnow("verify custom").expect(0).err, "custom")
