# SPDX-License-Identifier: MIT
"""Checkers by name, .ctd grammars, and testlib programs, as a user meets them.

The rules of the checkers are stated here a second time, in Python, and held against winnow's on generated
pairs of answer and output. Each pair is a test case whose input is the output wanted: the program copies it.
"""
import json
import random
import re
from fractions import Fraction

from cli_winnow import HERE, check, holds, same

COPY = """#include <unistd.h>
int main(void)
{
    static char text[1 << 16];
    ssize_t n;
    while ((n = read(0, text, sizeof text)) > 0)
        if (write(1, text, n) != n)
            return 1;
}
"""
AC, WA, JE = "AC", "WA", "JE"
BLANKS = " \t\r\n\v\f"


def tokens(text):
    return [token for token in re.split(f"[{BLANKS}]+", text) if token]


def integer(bits):
    def valid(token):
        return re.fullmatch("0|-?[1-9][0-9]*", token) is not None and (
            bits is None or -2 ** (bits - 1) <= int(token) < 2 ** (bits - 1))
    return valid


def number(token):
    return re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", token) is not None


def yes_or_no(token):
    return token.upper() in ("YES", "NO")


def exactly(a, o):
    return a == o


def folded(a, o):
    return a.upper() == o.upper()


def within(absolute, relative=None):
    def near(a, o):
        if not number(o):
            return False
        a, o = Fraction(a), Fraction(o)
        return (abs(a - o) <= Fraction(absolute) or
                relative is not None and abs(a - o) <= Fraction(relative) * abs(a))
    return near


def sequence(valid, equal):
    def judge(answer, output):
        a, o = tokens(answer), tokens(output)
        for i, token in enumerate(a):
            if not valid(token):
                return JE
            if i >= len(o) or not equal(token, o[i]):
                return WA
        return AC if len(a) == len(o) else WA
    return judge


def single(valid, equal, alone=False):
    def judge(answer, output):
        a, o = tokens(answer), tokens(output)
        if not a or not valid(a[0]) or alone and len(a) > 1:
            return JE
        return AC if len(o) == 1 and equal(a[0], o[0]) else WA
    return judge


def lines(same_line):
    def judge(answer, output):
        a, o = (re.sub("\r\n", "\n", text).split("\n") for text in (answer, output))
        for text in (a, o):
            if text[-1] == "":
                text.pop()
        if a and a[-1] == "":
            a.pop()  # an empty line at the end of the answer asks for none
        if len(o) < len(a) or not all(map(same_line, a, o)):
            return WA
        return AC if not "".join(o[len(a):]).strip(BLANKS) else WA
    return judge


def unordered(answer, output):
    a, o = tokens(answer), tokens(output)
    if not all(map(integer(64), a)):
        return JE
    return AC if all(map(integer(64), o)) and sorted(map(int, a)) == sorted(map(int, o)) else WA


def cases(valid, one):
    """The answer is read up to the first difference."""
    def judge(answer, output):
        a, o = tokens(answer), tokens(output)
        number, place = 0, "case"
        for i, token in enumerate(a):
            if place == "case" or place == "items" and token == "Case":
                fits, place, number = token == "Case", "number", number + 1
            elif place == "number":
                fits, place = token == f"{number}:", "item" if one else "items"
            else:
                fits, place = valid(token), "case" if one else "items"
            if not fits:
                return JE
            if i >= len(o) or o[i] != token:
                return WA
        if place in ("number", "item"):
            return JE
        return AC if len(a) == len(o) else WA
    return judge


RULES = {
    "wcmp": sequence(lambda token: True, exactly),
    "lcmp": lines(lambda a, o: tokens(a) == tokens(o)),
    "fcmp": lines(exactly),
    "ncmp": sequence(integer(64), exactly),
    "nyesno": sequence(yes_or_no, folded),
    "yesno": single(yes_or_no, folded),
    "icmp": single(integer(32), exactly),
    "hcmp": single(integer(None), exactly, alone=True),
    "uncmp": unordered,
    "acmp": single(number, within("1e-6")),
    "dcmp": single(number, within("1.000000001e-6", "1.000000001e-6")),
    "rcmp": single(number, within("1.500000001e-6")),
    "rncmp": sequence(number, within("1.5000000001e-5")),
    "rcmp4": sequence(number, within("1.00000000001e-4", "1.00000000001e-4")),
    "rcmp6": sequence(number, within("1.000000001e-6", "1.000000001e-6")),
    "rcmp9": sequence(number, within("1.000001e-9", "1.000001e-9")),
    "caseicmp": cases(integer(64), True),
    "casencmp": cases(integer(64), False),
    "casewcmp": cases(lambda token: True, False),
}

WORDS = ["0", "-0", "1", "-1", "01", "+1", "7", "10", "2147483647", "2147483648", "-2147483648",
         "9223372036854775807", "9223372036854775808", "-9223372036854775808", "123456789012345678901234",
         "YES", "yes", "No", "NO", "maybe", "a", "A", "Case", "1:", "2:", "nan", "inf", "0x10", "1e5",
         "100000", "0.5", ".5", "5.", "0.500001", "0.5000001", "0.50015", "1.0000015", "1.000001",
         "1.0001", "1.00000000105", "1e-3", "-", "1-", "é"]


def draw_text(rng, name):
    kind = rng.random()
    if name.startswith("case") and kind < 0.8:
        items = [f"Case {i + 1}: " + " ".join(str(rng.randrange(3)) for _ in range(
            1 if name == "caseicmp" else rng.randrange(4))) for i in range(rng.randrange(4))]
        return "\n".join(items) + "\n"
    pool = WORDS
    if kind < 0.6:
        pool = [w for w in WORDS if {"y": yes_or_no, "n": integer(64)}.get(
            "y" if "yesno" in name else "n" if name in ("ncmp", "icmp", "hcmp", "uncmp") else "", number)(w)]
    lone = name in ("yesno", "icmp", "hcmp", "acmp", "dcmp", "rcmp")
    words = [rng.choice(pool) for _ in range(rng.choice([1] * 12 + [0, 2] if lone else [0, 1, 1, 1, 2, 3, 4]))]
    return "".join(word + rng.choice(["\n", " ", "\n", "\r\n", "  ", "\n\n"]) for word in words)


def change_text(rng, text):
    for _ in range(rng.choice([0, 1, 1, 2])):
        parts = re.split(f"([{BLANKS}]+)", text)
        i = rng.randrange(len(parts))
        how = rng.randrange(5)
        if how == 0:
            parts[i] = rng.choice(["", " ", "\n", "\t", "\r\n"]) if not parts[i].strip() else rng.choice(WORDS)
        elif how == 1:
            parts[i] = parts[i].swapcase()
        elif how == 2 and number(parts[i]) and "e" not in parts[i]:
            parts[i] += rng.choice(["0", ".0", "0000001", ".0000009", ".000014", "e0"])
        elif how == 3:
            parts.append(rng.choice([" ", "\n", "\n\n", "1", " 0", "\nYES"]))
        elif how == 4:
            j = rng.randrange(len(parts))
            parts[i], parts[j] = parts[j], parts[i]
        if not re.search("[eE][+-]?[0-9]{4}", "".join(parts)):  # more than Python's fractions can hold
            text = "".join(parts)
    return text


def judge_pairs(scratch, place, options, pairs):
    for i, (answer, output) in enumerate(pairs):
        for extension, text in (("in", output), ("ans", answer)):
            path = scratch.place / place / f"{i:04}.{extension}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
    scratch.write("copy.c", COPY)
    outcome = scratch.winnow(f"judge {place} copy.c --json {options}")
    return json.loads(outcome.out)["cases"]


@check("checkers by name agree with their rules stated a second time, on 200 pairs each")
def checkers_by_name(scratch):
    for name, rule in RULES.items():
        rng = random.Random(name)
        pairs = []
        while len(pairs) < 200:
            answer = draw_text(rng, name)
            pairs.append((answer, change_text(rng, answer)))
        wanted = [rule(*pair) for pair in pairs]
        holds(wanted.count(AC) >= 20 and wanted.count(WA) >= 20, f"{name}: pairs {wanted}")
        found = judge_pairs(scratch, name, f"--checker {name}", pairs)
        for pair, verdict, case in zip(pairs, wanted, found):
            same(case["verdict"], verdict, f"{name} on answer and output {pair}: {case['detail']}")


# Where the tools in use differ (the points decided are in compare.h): answer, output, options, verdict.
DIVERGENCES = [
    ("nan", "NaN", "--float-tolerance 1e-6", AC),  # strings, and letters are folded
    ("inf", "1e999", "--float-tolerance 1e-6", WA),
    ("inf", "infinity", "--float-tolerance 1e-6", WA),
    ("8", "0x1p3", "--float-tolerance 1e-6", WA),
    ("0x1p3", "8", "--float-tolerance 1e-6", WA),
    ("0", "0.000001", "--float-tolerance 1e-6", AC),
    ("1.1", "1.100001", "--float-tolerance 1e-6", AC),
    ("1.1", "1.1000012", "--float-tolerance 1e-6", WA),
    ("5", "5.0000001", "--float-tolerance 1e-6", AC),  # integers too
    ("5", "5.0", "", WA),
    ("Ä", "ä", "", WA),
    ("yes", "YES", "", AC),
    ("a\0b", "a\0c", "", WA),
    ("a", "a\0", "", WA),
    ("a b", "a\vb", "", AC),
]


@check("where default validators differ, the comparison follows the format of 2025-09")
def divergences(scratch):
    for number, (answer, output, options, verdict) in enumerate(DIVERGENCES):
        found = judge_pairs(scratch, f"divergence{number}", options, [(answer, output)])
        same(found[0]["verdict"], verdict, f"{answer!r}, {output!r} {options}: {found[0]['detail']}")


@check("a checker says where the output differs, and whose fault a bad answer is")
def checker_details(scratch):
    for name, answer, output, verdict, detail in [
            ("ncmp", "1 2\n3\n", "1 2\n4\n", WA, 'token 3 on line 2: expected "3", found "4"'),
            ("rcmp6", "0.5\n", "x\n", WA, 'token 1 on line 1: expected "0.5", found "x", which is not a number'),
            ("lcmp", "a b\nc\n", "a b c\n", WA, 'text 1 on line 1: expected "a b", found "a b c"'),
            ("fcmp", "a\nb\n", "a\n", WA, 'text 2 on line 2: expected "b", found the end of the output'),
            ("uncmp", "3 1 2", "1 2 4", WA, "number 3 in increasing order: expected 3, found 4"),
            ("ncmp", "1\nx\n", "1\n2\n", JE, "checker ncmp: line 2 of the answer is to have an integer of 64 bits")]:
        found = judge_pairs(scratch, f"detail-{name}{len(output)}", f"--checker {name}", [(answer, output)])[0]
        same((found["verdict"], found["detail"]), (verdict, detail), name)
    outcome = scratch.winnow("judge detail-ncmp8 copy.c --checker foocmp").expect(2)
    holds("no checker is called 'foocmp'; there are wcmp" in outcome.err, outcome.err)


PACKAGE = "name: Grammar\nlimits: {time_limit: 1, memory: 256}\n"


@check("a .ctd grammar validates generated inputs, and makes them where there is no generator")
def grammars(scratch):
    scratch.write("grammar/problem.yaml", PACKAGE)
    scratch.write("grammar/data/sample/1.in", "3\n1 2 3\n")
    scratch.write("grammar/data/sample/1.ans", "6\n")
    scratch.write("grammar/input_validators/list.ctd",
                  "INT(1,100,n) NEWLINE\nREP(n,SPACE) INT(1,10^18) END NEWLINE\n")
    outcome = scratch.winnow("inputs grammar -n 20 -o made").expect(0)
    for path in (scratch.place / "made").glob("*.in"):
        text = path.read_text()
        holds(re.fullmatch(r"[1-9]\d*\n[1-9]\d*( [1-9]\d*)*\n", text), text)
        same(int(text.split()[0]), len(text.split()) - 1, text)
    shown = scratch.winnow("inputs grammar -n 20").expect(0)
    same(shown.out.count("grammar list.ctd"), 10, "inputs drawn from the grammar: " + shown.out)
    scratch.write("grammar/input_validators/list.ctd", "INT(1,100,n) NEWLINE\nREP(n) INT(1,9)\n")
    outcome = scratch.winnow("inputs grammar -n 3")
    holds("list.ctd: line 2: REP without END" in outcome.err, outcome.err)
    for text in ("WHILE(1==1) END", "REP(4294967295) END", "REGEX(\"(a*)*b\")", "SET(x=10^(10^9))"):
        scratch.write("grammar/input_validators/list.ctd", text + "\n")
        outcome = scratch.winnow("inputs grammar -n 3").expect(0)
        holds("list.ctd: not used: it rejects every example" in outcome.err, outcome.err)


HEADER = (HERE / "cli" / "stand-in-for-testlib.h").read_text()
TESTLIB = '#include "testlib.h"\nint main(int argc, char **argv)\n{\n    std::string i, o, a;\n    '
CHECKER = TESTLIB + "registerTestlibCmd(argc, argv);\n    inf >> i; ouf >> o; ans >> a;\n    %s\n}\n"
# (what the checker does, verdict, detail)
CHECKS_OF_TESTLIB = [
    ('if (i == "5" && o == "7" && a == "x") quitf(_ok, "fine"); quitf(_fail, "order");', "AC", ""),
    ('quitf(_wa, "expected 1, found 2");', "WA", "wrong answer expected 1, found 2"),
    ('quitf(_pe, "no number");', "WA", "wrong output format no number"),
    ('quitf(_dirt, "rest");', "WA", "rest"),
    ('quitf(_unexpected_eof, "early");', "WA", "early"),
    ('quitf(_fail, "jury is worse");', "JE", "output validator: exit code 3: FAIL jury is worse"),
    ('quitf(_points, "points 3.5 half");', "WA", "not fully right: points 3.5 half"),
    ('quitf(_pc(30), "a third");', "WA", "not fully right: a third"),
    ('abort();', "JE", "output validator: killed by signal 6"),
    ('exit(9);', "JE", "output validator: exit code 9"),
]


def write_testlib(scratch, place, validation, **programs):
    scratch.write(f"{place}/problem.yaml", f"name: Testlib\nvalidation: {validation}\nlimits: {{time_limit: 1}}\n")
    scratch.write(f"{place}/data/sample/1.in", "5\n")
    scratch.write(f"{place}/data/sample/1.ans", "x\n")
    for directory, source in programs.items():
        scratch.write(f"{place}/{directory}/program.cpp", source)


@check("a checker that uses testlib is called as testlib says, and its exit codes are verdicts")
def testlib_checkers(scratch):
    scratch.write("seven.py", "print(7)\n")
    scratch.write("lib/testlib.h", HEADER)
    for number, (body, verdict, detail) in enumerate(CHECKS_OF_TESTLIB):
        place = f"testlib{number}"
        write_testlib(scratch, place, "custom", output_validators=CHECKER % body)
        scratch.environment["TESTLIB"] = str(scratch.place / "lib")
        found = json.loads(scratch.winnow(f"judge {place} seven.py --json").out)
        same(found["verdict"], verdict, body)
        holds(found["detail"].startswith(detail), f"{body}: {found['detail']}")
    del scratch.environment["TESTLIB"]
    outcome = scratch.winnow("judge testlib0 seven.py")
    holds(outcome.code == 0 or "it needs testlib.h, which is not there: put it beside" in outcome.err, outcome.err)
    scratch.write("testlib0/output_validators/testlib.h", HEADER)
    same(json.loads(scratch.winnow("judge testlib0 seven.py --json").out)["verdict"], "AC", "a header beside it")


# The checker's message, the points of the format's version, verdict and score.
POINTS_OF_TESTLIB = [
    ("points 3.5 half", "AC", 3.5),
    ("points 0", "AC", 0),
    ("points 5 all", "AC", 5),
    ("points 5.1", "JE", None),
    ("points -1", "JE", None),
    ("points many", "WA", 0),
    ("half", "WA", 0),
]
SCORED = """problem_format_version: 2025-09
name: Points
type: scoring
limits: {time_limit: 1}
"""


@check("the points of a testlib checker are the score of a case, where cases have scores")
def testlib_points(scratch):
    scratch.write("seven.py", "print(7)\n")
    scratch.environment["TESTLIB"] = scratch.write("lib/testlib.h", HEADER)
    for number, (message, verdict, score) in enumerate(POINTS_OF_TESTLIB):
        place = f"points{number}"
        scratch.write(f"{place}/problem.yaml", SCORED)
        scratch.write(f"{place}/output_validator/program.cpp", CHECKER % f'quitf(_points, "{message}");')
        scratch.write(f"{place}/data/secret/test_group.yaml", "max_score: 5\n")
        for name in ("secret/1", "sample/1"):
            scratch.write(f"{place}/data/{name}.in", "5\n")
            scratch.write(f"{place}/data/{name}.ans", "x\n")
        found = json.loads(scratch.winnow(f"judge {place} seven.py --json").out)
        same((found["verdict"], found.get("score") if score is not None else None), (verdict, score),
             f"{message}: {found['detail']}")


@check("the points of a testlib interactor are the score of an interaction")
def testlib_interactor_points(scratch):
    scratch.environment["TESTLIB"] = scratch.write("lib/testlib.h", HEADER)
    scratch.write("double.py", "print(2 * int(input()))\n")
    for number, (message, verdict, score) in enumerate(POINTS_OF_TESTLIB):
        place = f"talk-points{number}"
        scratch.write(f"{place}/problem.yaml", SCORED.replace("scoring", "[scoring, interactive]"))
        scratch.write(f"{place}/output_validator/program.cpp", TESTLIB + "registerInteraction(argc, argv); inf >> i;\n"
                      f'    std::cout << i << std::endl; std::cin >> o;\n    quitf(_points, "{message}");\n}}\n')
        scratch.write(f"{place}/data/secret/test_group.yaml", "max_score: 5\n")
        for name in ("secret/1", "sample/1"):
            scratch.write(f"{place}/data/{name}.in", "5\n")
            scratch.write(f"{place}/data/{name}.ans", "x\n")
        found = json.loads(scratch.winnow(f"judge {place} double.py --json").out)
        same((found["verdict"], found.get("score") if score is not None else None), (verdict, score),
             f"{message}: {found['detail']}")


@check("verify calls a testlib checker for the outputs that come with the data as for any other")
def testlib_data(scratch):
    scratch.environment["TESTLIB"] = scratch.write("lib/testlib.h", HEADER)
    write_testlib(scratch, "outputs", "custom",
                  output_validators=CHECKER % 'if (o == a) quitf(_ok, ""); quitf(_wa, "not the answer");')
    scratch.write("outputs/submissions/accepted/x.py", "print('x')\n")
    for place, output in (("valid_output", "x\n"), ("invalid_output", "y\n")):
        for name, text in (("1.in", "5\n"), ("1.ans", "x\n"), ("1.out", output)):
            scratch.write(f"outputs/data/{place}/{name}", text)
    rows = scratch.winnow("verify outputs --json").expect(0).lines()
    same({row["check"]: row["ok"] for row in rows if "check" in row and "output" in row["check"]},
         {"valid_output": True, "invalid_output": True}, "data checks")


@check("a bridge from testlib to the package format is called as the format says")
def testlib_bridge(scratch):
    scratch.write("seven.py", "print(7)\n")
    write_testlib(scratch, "bridge", "custom", output_validators='#include "testlib.h"\n'
                  "int main(int, char **argv) { std::string o; std::cin >> o;\n"
                  '    return o == "7" && std::string(argv[2]).find(".ans") != std::string::npos ? 42 : 43; }\n')
    scratch.write("bridge/output_validators/testlib.h", "#define OK_EXIT_CODE 42\n" + HEADER)
    same(json.loads(scratch.winnow("judge bridge seven.py --json").out)["verdict"], "AC", "bridge")


@check("interactors, input validators and generators that use testlib run as they are")
def testlib_others(scratch):
    scratch.write("double.py", "print(2 * int(input()))\n")
    scratch.environment["TESTLIB"] = scratch.write("lib/testlib.h", HEADER)
    write_testlib(scratch, "testlib-talk", "custom interactive", output_validators=TESTLIB +
                  "registerInteraction(argc, argv); inf >> i;\n    std::cout << i << std::endl;\n"
                  '    std::cin >> o; tout << o;\n    if (o == "10") quitf(_ok, "fine");\n    quitf(_wa, "no: %s", o.c_str());\n}\n')
    same(json.loads(scratch.winnow("judge testlib-talk double.py --json").out)["verdict"], "AC", "interactor")
    scratch.write("double.py", "print(3 * int(input()))\n")
    found = json.loads(scratch.winnow("judge testlib-talk double.py --json").out)
    same((found["verdict"], found["detail"]), ("WA", "wrong answer no: 15"), "interactor")
    write_testlib(scratch, "made", "default", generators=TESTLIB +
                  'registerGen(argc, argv, 1);\n    printf("%d\\n", rand() % 1000);\n}\n',
                  input_validators=TESTLIB + 'int n; std::cin >> n;\n    if (n % 2 == 0) quitf(_fail, "even");\n}\n')
    shown = scratch.winnow("inputs made -n 5 -o odd").expect(0)
    numbers = [int(path.read_text()) for path in (scratch.place / "odd").glob("*.in")]
    holds(len(numbers) == 5 and all(n % 2 for n in numbers), f"{numbers} {shown.err}")
    del scratch.environment["TESTLIB"]
