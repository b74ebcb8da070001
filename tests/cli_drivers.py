# SPDX-License-Identifier: MIT
"""Drivers: a package's include/ has the main file, which uses what was submitted."""
import json

from cli_winnow import check, holds, same
from cli_packages import write_package

DRIVERS = {
    "include/python3/main.py": "import {{module}}\nprint({{module}}.twice(int(input())))\n",
    "include/cpp/main.cpp": "#include <cstdio>\nint twice(int);\n"
                            'int main() { int x; if (scanf("%d", &x) == 1) printf("%d\\n", twice(x)); }\n',
    "include/c/main.c": '#include <stdio.h>\n#include "twice.h"\n'
                        'int main(void) { int x; if (scanf("%d", &x) == 1) printf("%d\\n", twice(x)); }\n',
    "include/c/twice.h": "int twice(int);\n",
    "include/java/Main.java": "public class Main { public static void main(String[] x) { System.out.println("
                              "new Solution().twice(new java.util.Scanner(System.in).nextInt())); } }\n",
}
# Of each language: the file's name, and sources with their verdicts.
JAVA = "class Solution { int twice(int x) { %s } }\n"
SUBMISSIONS = {
    "python3": ("solution.py", [("def twice(x):\n    return 2 * x\n", "AC"), ("def twice(x):\n    return 3 * x\n", "WA"),
                                ("def twice(x):\n    return [][x]\n", "RTE"), ("def twice(x:\n", "CE"), ("x = 1\n", "RTE"),
                                ("while True: pass\n", "TLE")]),
    "cpp": ("solution.cc", [("int twice(int x) { return 2 * x; }\n", "AC"), ("int twice(int x) { return x; }\n", "WA"),
                            ("int twice(int x) { int *p = nullptr; return *(volatile int *)p + x; }\n", "RTE"),
                            ("int twice(int x) { return y; }\n", "CE"), ("int once(int x) { return x; }\n", "CE"),
                            ("int twice(int x) { return x; }\nint main() {}\n", "CE")]),
    "c": ("solution.c", [('#include "twice.h"\nint twice(int x) { return 2 * x; }\n', "AC"),
                         ("int twice(int x) { return x; }\n", "WA"),
                         ("#include <stdlib.h>\nint twice(int x) { abort(); }\n", "RTE")]),
    "java": ("Solution.java", [(JAVA % "return 2 * x;", "AC"), ("public " + JAVA % "return 2 * x;", "AC"),
                               (JAVA % "return x;", "WA"), (JAVA % "return new int[1][x].length;", "WA"),
                               (JAVA % "throw new RuntimeException();", "RTE"), (JAVA % "return y;", "CE"),
                               ("class Other { }", "CE")]),
}
YAML = "problem_format_version: 2025-09\nconstants: {module: solution}"


def installed(scratch):
    return [row["name"] for row in json.loads(scratch.winnow("languages --json").out)["languages"] if row["installed"]]


def judged(scratch, place, path):
    return json.loads(scratch.winnow(f"judge {place} {path} --json").out.splitlines()[0])


@check("a driver in include/ is the main file, and calls what was submitted")
def drivers(scratch):
    place = write_package(scratch, "driven", YAML, files=DRIVERS)
    pool = []
    for language in [name for name in SUBMISSIONS if name in installed(scratch)]:
        name, sources = SUBMISSIONS[language]
        for number, (text, verdict) in enumerate(sources):
            path = scratch.write(f"{language}{number}/{name}", text)
            found = judged(scratch, place, f"{language}{number}/{name}")
            same(found["verdict"], verdict, f"{path}: {found['detail']}")
            pool.append({"language": language, "source": text, "wanted": verdict})
    # The second time what was compiled comes from the cache.
    for _ in range(2):
        scratch.write_pool("driven.jsonl", pool)
        for row in scratch.winnow(f"filter {place} driven.jsonl").expect(0).lines():
            same(row["verdict"], row["wanted"], f"{row['language']}: {row['detail']}")
    scratch.write(f"{place}/include/cpp/main.cpp", DRIVERS["include/cpp/main.cpp"].replace("twice(x)", "twice(x) + 1"))
    same(judged(scratch, place, "cpp0/solution.cc")["verdict"], "WA", "another driver, another program")


@check("a submission of several files has its own names beside a driver, and include/ replaces its files")
def several(scratch):
    place = write_package(scratch, "many", YAML, files={**DRIVERS, "include/python3/given.py": "factor = 2\n"})
    for name, text in (("solution.py", "from own import twice\n"), ("own.py", "import given\ndef twice(x):\n    return given.factor * x\n"),
                       ("given.py", "factor = 3\n")):
        scratch.write(f"dir/{name}", text)
    same(judged(scratch, place, "dir")["verdict"], "AC", "modules")
    scratch.write("dir/main.py", "print('this is replaced')\n")
    same(judged(scratch, place, "dir")["verdict"], "AC", "the main file is the driver's")
    for name, text in (("a.cpp", "int half(int);\nint twice(int x) { return 4 * half(x); }\n"), ("b.cpp", "int half(int x) { return x / 2; }\n")):
        scratch.write(f"cdir/{name}", text)
    same(judged(scratch, place, "cdir")["verdict"], "WA", "two sources")
    scratch.write("cdir/b.cpp", "int half(int x) { return x - x / 2 - 1 + x % 2 * 0 + (x == 5 ? 0 : 1); }\n")
    found = judged(scratch, place, "cdir")
    same((found["verdict"], found["detail"]), ("WA", 'token 1 on line 1: expected "10", found "8"'), "two sources")


@check("a submission with the driver's name is a compile error that says so")
def overwritten(scratch):
    place = write_package(scratch, "lost", YAML, files={
        **DRIVERS, "submissions/accepted/main.py": "def twice(x):\n    return 2 * x\n",
        "submissions/accepted/solution.py": "def twice(x):\n    return 2 * x\n",
        "submissions/wrong_answer/other.py": "def twice(x):\n    return 2 * x\n"})
    found = judged(scratch, place, f"{place}/submissions/accepted/main.py")
    same(found["verdict"], "CE", "the verdict")
    holds(found["detail"].startswith("main.py is the package's file of that name (include/)"), found["detail"])
    found = judged(scratch, place, f"{place}/submissions/wrong_answer/other.py")
    same(found["verdict"], "RTE", "the driver does not find it")
    out = scratch.winnow(f"verify {place}").expect(1).out
    holds("main.py is the package's file of that name" in out and "3 submissions, 2 not as labelled" in out, out)
    holds("accepted/solution.py   AC" in out, out)


@check("run goes on from its journal with the driver, which is a part of its key")
def journalled(scratch):
    place = write_package(scratch, "again", YAML, cases=(("sample/1", "5\n", "10\n"), ("secret/1", "7\n", "14\n")), files=DRIVERS)
    pool = [{"language": "cpp", "source": f"int twice(int x) {{ return 2 * x + {n} * (x > 100); }}\n"} for n in range(3)]
    scratch.write_pool("again.jsonl", pool[:2])
    scratch.winnow(f"run {place} again.jsonl -o again-out --inputs 4 --evaluate").expect(0)
    scratch.write_pool("again.jsonl", pool)  # survivors are built again for the new one's sake
    scratch.winnow(f"run {place} again.jsonl -o again-out --inputs 4 --evaluate --cache off").expect(0)
    report = json.loads((scratch.place / "again-out/report.json").read_text())
    same((report["counts"]["survivors"], report["solved"]), (3, True), "the second run")
    (scratch.place / "again-out/report.json").unlink()
    scratch.winnow(f"run {place} again.jsonl -o again-out --inputs 4 --evaluate --full-matrix --cache off").expect(0)
    scratch.write(f"{place}/include/cpp/main.cpp", DRIVERS["include/cpp/main.cpp"] + "// changed\n")
    err = scratch.winnow(f"run {place} again.jsonl -o again-out --inputs 4 --evaluate").expect(2).err
    holds("generators, validators or included files" in err, err)


@check("stress builds its programs with the driver too")
def stressed(scratch):
    place = write_package(scratch, "stressed", YAML, files=DRIVERS)
    scratch.write("good/solution.py", "def twice(x):\n    return 2 * x\n")
    scratch.write("suspect/solution.cpp", "int twice(int x) { return x == 5 ? 10 : 0; }\n")
    out = scratch.winnow(f"stress {place} good/solution.py suspect/solution.cpp --tries 300 --json -o stressed-out").expect(1).lines()[0]
    same((out["built"], out["differs"], out["verdict"]), (True, True, "WA"), "the suspect")


# Of further languages: the driver's name, the driver, the submission's name, the submission.
OTHERS = {
    "javascript": ("main.js", "const s = require('./solution.js');\nconsole.log(s.twice(+require('fs').readFileSync(0)));\n",
                   "solution.js", "exports.twice = x => 2 * x;\n"),
    "go": ("main.go", 'package main\nimport "fmt"\nfunc main() { var x int; fmt.Scan(&x); fmt.Println(twice(x)) }\n',
           "solution.go", "package main\nfunc twice(x int) int { return 2 * x }\n"),
    "rust": ("main.rs", "mod solution;\nfn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap(); "
                        'println!("{}", solution::twice(s.trim().parse().unwrap())); }\n',
             "solution.rs", "pub fn twice(x: i64) -> i64 { 2 * x }\n"),
    "kotlin": ("main.kt", "fun main() { println(twice(readLine()!!.trim().toInt())) }\n", "solution.kt", "fun twice(x: Int) = 2 * x\n"),
    "cpp": ("grader.cpp", DRIVERS["include/cpp/main.cpp"], "solution.cpp", "int twice(int x) { return 2 * x; }\n"),
}


@check("drivers in further languages, and in C++ under another name than main.cpp")
def others(scratch):
    for language in [name for name in OTHERS if name in installed(scratch)]:
        driver, text, name, source = OTHERS[language]
        place = write_package(scratch, f"in-{language}", YAML, files={f"include/{language}/{driver}": text})
        scratch.write(f"of-{language}/{name}", source)
        found = judged(scratch, place, f"of-{language}/{name}")
        same(found["verdict"], "AC", f"{language}: {found['detail']}")
        scratch.write(f"of-{language}/{name}", source.replace("2 * x", "3 * x"))
        same(judged(scratch, place, f"of-{language}/{name}")["verdict"], "WA", language)


@check("a Python module that cannot be read is a compile error, as the main file is")
def broken_module(scratch):
    place = write_package(scratch, "modules", "")
    for name, text in (("main.py", "import own\nprint(10)\n"), ("own.py", "def f(:\n")):
        scratch.write(f"broken/{name}", text)
    found = judged(scratch, place, "broken")
    same(found["verdict"], "CE", found["detail"])
