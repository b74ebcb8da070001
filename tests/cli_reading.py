# SPDX-License-Identifier: MIT
"""How CANDIDATES are read, as a user meets it: formats, names, languages, several at once."""
import gzip
import json
import lzma
import os
import select
import subprocess

from cli_winnow import check, holds, same

RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n"
WRONG = "print(1)\n"
C_RIGHT = '#include <stdio.h>\nint main(void) { long long a, b; scanf("%lld%lld", &a, &b); printf("%lld\\n", a + b); }\n'
CPP_RIGHT = "#include <iostream>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b; }\n"
ROWS = [{"language": "py", "source": RIGHT}, {"id": "x", "language": "python3", "source": WRONG}]
VERDICTS = [("1", "AC"), ("x", "WA")]


def verdicts(outcome):
    return [(line["id"], line["verdict"]) for line in outcome.expect(0).lines()]


@check("a JSON array, values over several lines, xz and zstd are read as JSON lines are")
def formats(scratch):
    lines = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    packed = subprocess.run(["zstd", "-qc"], input=lines, capture_output=True, check=True).stdout
    for name, content in {
            "array.json": json.dumps(ROWS), "pretty-array.json": json.dumps(ROWS, indent=2),
            "pretty.json": "".join(json.dumps(row, indent=4) + "\n" for row in ROWS),
            "flat.json": "\n".join(json.dumps(row, indent=0) for row in ROWS),
            "c.jsonl.xz": lzma.compress(lines), "c.jsonl.zst": packed,
            "two.gz": gzip.compress(lines[:30]) + gzip.compress(lines[30:])}.items():
        found = scratch.winnow(f"filter problems/sum {scratch.write(name, content)}")
        same(verdicts(found), VERDICTS, name)
        same(found.err, "", f"stderr of {name}")
        with open(scratch.place / name, "rb") as file:
            same(verdicts(scratch.winnow("filter problems/sum -", file.read())), VERDICTS, "stdin")


@check("input of which nothing is taken is bad input, and its format is named")
def nothing_taken(scratch):
    (scratch.place / "nothing-here").mkdir()
    cases = {"a.parquet": (b"PAR1\x15\x04", "a Parquet file"),
             "a.zip": (b"PK\3\4....", "a zip archive"),
             "a.csv": ("id,source\n" + "1,x\n" * 10000, "CSV"),
             "a.jsonl": ("\n".join('{"source": 1}' for _ in range(9)), "JSON"),
             "strings.json": (json.dumps([[RIGHT]]), "a JSON array"),
             "sol.swift": ("print(1)", "a source file"),
             "cobol.jsonl": (json.dumps({"language": "cobol", "source": "x"}), "JSON"),
             "nothing-here": (None, "an empty directory")}
    for name, (content, words) in cases.items():
        if content is not None:
            scratch.write(name, content)
        for command in ("filter", "run"):
            out = " -o nothing-taken" if command == "run" else ""
            found = scratch.winnow(f"{command} problems/sum {name}{out}").expect(2)
            holds(words in found.err.splitlines()[-1], f"{name}: {found.err}")
            holds(name in found.err.splitlines()[-1], f"{name}: {found.err}")
            holds(found.err.count("\n") < 15, f"{name}: too many sentences")
            same(found.out, "", f"stdout of {name}")
    holds(not (scratch.place / "nothing-taken/report.json").exists(), "there is a report")
    same(verdicts(scratch.winnow("filter problems/sum /dev/null")), [], "no input at all")


@check("equal complaints are counted after the first five")
def many_complaints(scratch):
    pool = scratch.write("ten.jsonl", json.dumps(ROWS[0]) + "\n" + "not json\n" * 10000 + "{}\n")
    said = scratch.winnow(f"filter problems/sum {pool}").expect(0).err.splitlines()
    same(len(said), 7, f"sentences: {said}")
    same(said[:5], [f"winnow: ten.jsonl:{n}: not JSON: column 1: no JSON value begins like this"
                    for n in range(2, 7)], "the first")
    holds("… and 9995 more like this: ten.jsonl:7: not JSON" in said[6], said[6])


@check("a directory of shards is read in the order of their names, with ids of their own")
def shards(scratch):
    row = json.dumps({"language": "py", "source": WRONG}) + "\n"
    scratch.write("shards/b.jsonl.gz", gzip.compress(row.encode() * 2))
    scratch.write("shards/a.jsonl", row + "broken\n")
    scratch.write("shards/c/d.py", RIGHT)
    found = scratch.winnow("filter problems/sum shards")
    same(verdicts(found), [("a.jsonl:1", "WA"), ("b.jsonl.gz:1", "WA"), ("b.jsonl.gz:2", "WA"),
                           ("c/d.py", "AC")], "lines")
    holds("winnow: shards/a.jsonl:2: not JSON" in found.err, found.err)


@check("a gzip followed by junk keeps its part, and says so once")
def junk(scratch):
    lines = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    found = scratch.winnow("filter problems/sum -", gzip.compress(lines) + b"junk\n" * 100000)
    same(verdicts(found), VERDICTS, "lines")
    same(found.err, "winnow: stdin: what follows the gzip data is not part of it, and left out\n",
         "stderr")


@check("equal ids are said, with both places, and all are judged")
def same_ids(scratch):
    pool = scratch.write_pool("ids.jsonl", [{"id": "a", "language": "py", "source": f"print({n})"}
                                            for n in range(4)])
    found = scratch.winnow(f"filter problems/sum {pool}")
    same(verdicts(found), [("a", "WA")] * 4, "lines")
    same(found.err, "winnow: candidates with the id of an earlier one: 3, the first at "
         "ids.jsonl:2: 'a', as at ids.jsonl:1; all are judged\n", "stderr")


@check("several CANDIDATES are read in turn, and a second run knows them all")
def several(scratch):
    first = scratch.write_pool("one.jsonl", ROWS)
    second = scratch.write_pool("two.jsonl", [{"language": "py", "source": WRONG + "#"}])
    source = scratch.write("three.py", RIGHT + "#")
    wanted = [("one.jsonl:1", "AC"), ("x", "WA"), ("two.jsonl:1", "WA"), ("three.py", "AC")]
    words = f"problems/sum {first} {second} {source}"
    same(verdicts(scratch.winnow(f"filter {words}")), wanted, "filter")
    scratch.winnow(f"cluster {words} --inputs 0").expect(0)
    scratch.winnow(f"run {words} --inputs 0 -o several").expect(0)
    same([(line["id"], line["verdict"]) for line in scratch.read_lines("several/candidates.jsonl")],
         wanted, "run")
    same(scratch.read_json("several/report.json")["settings"]["candidates"],
         [first, second, source], "settings.candidates")
    again = scratch.winnow(f"run {words} --inputs 0 -o several").expect(0)
    holds("programs judged by earlier runs: 4" in again.err, again.err)
    found = scratch.winnow(f"filter problems/sum {first} none.jsonl").expect(2)
    same(found.out, "", "nothing is judged when a file is missing")


@check("a directory on stdin is refused in one sentence")
def directory_on_stdin(scratch):
    found = scratch.run(["/bin/sh", "-c", "winnow filter problems/sum - < pools"]).expect(2)
    same((found.out, found.err.count("\n")), ("", 1), "stdout, sentences")
    holds("stdin is a directory" in found.err, found.err)


FILES = {"a.c": (C_RIGHT, "c"), "e.C": (CPP_RIGHT, "cpp"), "E.CPP": (CPP_RIGHT, "cpp"),
         "f.cc": (CPP_RIGHT, "cpp"), "g.CXX": (CPP_RIGHT, "cpp"), "P.PY": (RIGHT, "python3"),
         "s.py3": (RIGHT, "python3"), "p.py": (RIGHT, "python3")}


@check("a file's name means the same to filter, run, cluster, judge, verify and in a directory")
def one_table(scratch):
    package = scratch.place / "named"
    subprocess.run(["cp", "-r", scratch.place / "problems/sum", package], check=True)
    subprocess.run(["rm", "-rf", package / "submissions"], check=True)
    for name, (content, _) in FILES.items():
        scratch.write(f"named/submissions/accepted/{name}", content)
    place = "named/submissions/accepted"
    wanted = [(name, language, "AC") for name, (_, language) in sorted(FILES.items())]

    def shown(lines):
        return [(line["id"].split("/")[-1], line["language"], line["verdict"]) for line in lines]
    same(shown(scratch.winnow(f"filter named {place}").expect(0).lines()), wanted, "directory")
    names = [f"{place}/{name}" for name in sorted(FILES)]
    same(shown(scratch.winnow(f"filter named {' '.join(names)}").expect(0).lines()), wanted, "files")
    for name in names:
        found = scratch.winnow(f"filter named {name}").expect(0).lines()
        same([line["language"] for line in found], [FILES[name.split('/')[-1]][1]], name)
    scratch.winnow(f"run named {' '.join(names)} --inputs 0 -o named-out").expect(0)
    same(shown(scratch.read_lines("named-out/candidates.jsonl")), wanted, "run")
    scratch.winnow(f"cluster named {names[0]} --inputs 0").expect(0)
    found = scratch.winnow(f"judge named {' '.join(names)} --json").expect(0).lines()
    same([line["verdict"] for line in found], ["AC"] * len(names), "judge")
    found = scratch.winnow("verify named --json").expect(0).lines()
    found = [line["verdict"] for line in found if "submission" in line]
    same(found, ["AC"] * len(names), "verify")


@check("a source of a language that is not run is one candidate, and its language is named")
def other_languages(scratch):
    for name, word in {"sol.swift": "swift", "sol.JL": "JL", "sol.zig": "zig"}.items():
        scratch.write(f"other/{name}", "line\nline\n")
        found = scratch.winnow(f"filter problems/sum other/{name}").expect(2)
        same(found.err.count("\n"), 2, f"sentences about {name}: {found.err}")
        holds(f"unknown language '{word}'" in found.err, found.err)
        holds("JSON" not in found.err, found.err)
        found = scratch.winnow(f"judge problems/sum other/{name}").expect(2)
        holds(" is not run here" in found.err, found.err)
    found = scratch.winnow("filter problems/sum other/sol.swift --language-map swift=py")
    same(verdicts(found), [("sol.swift", "RTE")], "what --language-map says")


@check("--language-map names languages; the last one counts, case and blanks do not")
def language_map(scratch):
    names = ["GNU G++20 (64 bit, winlibs), mine", " MyPy ", "7", "python3"]
    pool = scratch.write_pool("named.jsonl", [{"language": name, "source": f"print({i})"}
                                              for i, name in enumerate(names)])
    found = scratch.run(["winnow", "filter", "problems/sum", pool, "--language-map",
                         "GNU G++20 (64 bit, winlibs), mine=py,mypy=c,python3=python3",
                         "--language-map", "mypy=python3", "--language-map=7=py"]).expect(0)
    same([line["language"] for line in found.lines()], ["python3"] * 4, "languages")
    for value, words in {"x": "FROM=TO", "=py": "FROM=TO", "x=cobol": "unknown language 'cobol'",
                         "x=": "unknown language ''"}.items():
        found = scratch.winnow(f"filter problems/sum {pool} --language-map {value}").expect(2)
        holds(words in found.err, found.err)


@check("--source-key takes the sources of CodeContests, of APPS, and of nested keys")
def source_key(scratch):
    contests = {"name": "x", "private_tests": {"input": ["1"] * 9},
                "solutions": {"language": [3, 2, 1], "solution": [RIGHT, CPP_RIGHT, "print 1"]}}
    pool = scratch.write_pool("contests.jsonl", [contests])
    found = scratch.winnow(f"filter problems/sum {pool} --source-key solutions.solution")
    same(verdicts(found), [("1#1", "AC"), ("1#2", "AC")], "CodeContests")
    holds("contests.jsonl:1: unknown language '1'" in found.err, found.err)
    holds("private_tests" not in found.out, "the problem comes back with each of its sources")
    pool = scratch.write_pool("apps.jsonl", [{"problem_id": 7, "id": 7,
                                              "solutions": json.dumps([RIGHT, WRONG])}])
    found = scratch.winnow(f"filter problems/sum {pool} --source-key solutions --language py")
    same(verdicts(found), [("7#1", "AC"), ("7#2", "WA")], "APPS")
    found = scratch.winnow(f"filter problems/sum {pool} --source-key none").expect(2)
    holds("'none' is not there" in found.err, found.err)


@check("a source in a fenced block is taken out of it, and that is said once")
def fences(scratch):
    prose = f"Here it is:\n```python\n{RIGHT}```\nIt adds.\n"
    pool = scratch.write_pool("fenced.jsonl", [{"completion": prose}, {"completion": prose + " "},
                                               {"language": "cpp", "source": f"~~~\n{CPP_RIGHT}~~~"}])
    found = scratch.winnow(f"filter problems/sum {pool}")
    same(verdicts(found), [("1", "AC"), ("2", "AC"), ("3", "AC")], "lines")
    same(found.lines()[1]["copy_of"], "1", "equal blocks are copies")
    same(found.err, "winnow: sources taken out of fenced blocks of Markdown: 3, the first at "
         "fenced.jsonl:1\n", "stderr")


@check("`winnow filter` prints a verdict as soon as all earlier ones are known, in input order")
def streaming(scratch):
    with subprocess.Popen(["winnow", "filter", "problems/sum", "-", "-j", "2"], cwd=scratch.place,
                          env=scratch.environment, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:
        for i in range(4):  # the third is a copy of the second
            row = {"id": str(i), "language": "py", "source": f"print({min(i, 2)})"}
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 60)
            holds(ready, f"line {i} comes while stdin is open")
            line = json.loads(os.read(process.stdout.fileno(), 65536))
            same((line["id"], line.get("copy_of")), (str(i), "2" if i == 3 else None), "the line")
            holds("copies" not in line, "the number of copies cannot be known")
        process.stdin.close()
        same(process.wait(60), 0, "exit code")


@check("files in DIR/submissions that are not winnow's are left, with a remark")
def foreign_submissions(scratch):
    pool = scratch.write_pool("few.jsonl", ROWS)
    for name in ("07.c", "notes.txt", "mine.py"):
        scratch.write(f"few/submissions/{name}", "mine")
    found = scratch.winnow(f"run problems/sum {pool} --inputs 0 -o few").expect(0)
    same(sorted(os.listdir(scratch.place / "few/submissions")), ["01.py", "mine.py", "notes.txt"],
         "files")
    holds("few/submissions: left as found, as winnow did not write them: mine.py and others (2 in "
          "all)" in found.err, found.err)
