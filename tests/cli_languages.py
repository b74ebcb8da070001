# SPDX-License-Identifier: MIT
"""languages.json: languages that a user changes or adds, and toolchains that are elsewhere."""
import json
import os
import shutil
import tempfile

from cli_winnow import check, holds, same

RIGHT = "copy\n"
ROW = {"name": "up", "source_name": "main.up", "run": ["/usr/bin/cat", "main.up"]}


def write(scratch, rows, name="languages.json"):
    return scratch.write(name, json.dumps({"languages": rows}, indent=1))


def shown(scratch, options):
    listed = scratch.winnow(f"languages --json {options}").expect(0)
    return {row["name"]: row for row in json.loads(listed.out)["languages"]}


class Toolchain:
    """A compiler and an interpreter in a directory that cells do not show of themselves."""

    def __init__(self, word="copied"):
        self.place = tempfile.mkdtemp(dir="/var/tmp")
        os.chmod(self.place, 0o755)
        os.mkdir(f"{self.place}/bin")
        self.script("upcc", "if ! read -r word <$1; then exit 1; fi\n"
                            "[ $word = copy ] || { echo \"$1:1: error: no word\" >&2; exit 1; }\n"
                            f"echo {word} >program.up")
        self.script("uprun", 'while read -r line; do echo "$line"; done <"$1"')

    def script(self, name, text):
        path = f"{self.place}/bin/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{text}\n")
        os.chmod(path, 0o755)

    def row(self, **more):
        return {"name": "up", "extensions": ["up"], "source_name": "main.up", "product": "program.up",
                "compile": [f"{self.place}/bin/upcc", "{source}"], "not_kept": ["/work"],
                "run": [f"{self.place}/bin/uprun", "program.up"], **more}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.place)


def echo_problem(scratch):
    scratch.write("echo/1.in", "one\n")
    scratch.write("echo/1.ans", "one\n")
    scratch.write("right.up", RIGHT)
    scratch.write("broken.up", "nothing\n")
    return "echo"


@check("what `winnow languages --json` prints is a languages.json that changes nothing")
def round_trip(scratch):
    before = scratch.winnow("languages --json").expect(0)
    scratch.write("all.json", before.out)
    after = scratch.winnow("languages --json --languages all.json").expect(0)
    same(after.out.replace('"user": true', '"user": false'), before.out, "the table")
    same(after.err, f"winnow: all.json: {len(json.loads(before.out)['languages'])} languages of the user's\n",
         "the remark")


@check("a languages.json that is not understood is refused with file, line and field")
def refusals(scratch):
    for change, words in [
            ({"run": "cat"}, ":6: 'run': a list of strings or null is wanted, not a string"),
            ({"run": ["cat", "main.up"]}, ":3: language 'up': 'run' must begin with the absolute path"),
            ({"run": ["/usr/bin/cat", "main.up", "{heapp}"]}, "'{heapp}': no such placeholder here"),
            ({"runs": []}, "'runs': there is no such field"),
            ({"name": "a b"}, "'name' wants letters"),
            ({"places": ["/"]}, "'places': '/'"),
            ({"places": ["/home/me"]}, "'/home/me' is more than a toolchain"),
            ({"places": ["/tmp/sdk"]}, "a cell has a /tmp of its own"),
            ({"places": ["/opt/../etc/x"]}, "is not an absolute path without"),
            ({"environment": ["PATH=/x"]}, "'environment': PATH is fixed"),
            ({"time_factor": 0}, "'time_factor': a number from 0.01 to 100 is wanted"),
            ({"processes": 1.5}, "'processes': a whole number from 0 to 4096 is wanted"),
            ({"run_profile": "none"}, "'run_profile': native, interpreter, runtime or compiler is wanted"),
            ({"run_profile": "native"}, "native is for ./program alone"),
            ({"aliases": ["cpp"]}, "'aliases': 'cpp' is the name of another row"),
            ({"source_name": "../x"}, "'source_name' wants a file's name")]:
        write(scratch, [{**ROW, **change}])
        found = scratch.winnow("languages --languages languages.json").expect(2)
        holds(found.err.startswith("winnow: languages.json:") and words in found.err, (change, found.err))
    for text, words in [('{\n"languages":\n[}', "languages.json: line 3, column 2: "),
                        ('{"languages": [],\n "extra": 1}', 'languages.json:2: "extra": there is no such key'),
                        ('{"languages": [{"run": []}]}', "languages.json:1: a row without 'name'"),
                        ("[]", "languages.json: an object with a list 'languages' is wanted")]:
        scratch.write("languages.json", text)
        found = scratch.winnow("languages --languages languages.json").expect(2)
        holds(words in found.err, (text, found.err))


@check("the user's own languages.json is read, and a toolchain elsewhere is shown to the cells")
def elsewhere(scratch):
    problem = echo_problem(scratch)
    with Toolchain("one") as tools:
        write(scratch, [tools.row()], "config/winnow/languages.json")
        try:
            found = scratch.winnow(f"judge --json {problem} right.up broken.up")
            verdicts = {line["source"]: line["verdict"] for line in found.lines()}
            same(verdicts, {"right.up": "AC", "broken.up": "CE"}, found.err)
            holds("config/winnow/languages.json: 1 language of the user's" in found.err, found.err)
            scratch.write("pool.jsonl", json.dumps({"language": "up", "source": RIGHT}) + "\n")
            same(scratch.winnow(f"filter {problem} pool.jsonl --language-map x=up").expect(0)
                 .lines()[0]["language"], "up", "language")
            same(shown(scratch, "")["up"]["user"], True, "user")
        finally:
            os.remove(scratch.place / "config/winnow/languages.json")


@check("a compiler that is changed, or a row, compiles anew: the compile cache has both in its key")
def cache_key(scratch):
    problem = echo_problem(scratch)
    with Toolchain("one") as tools:
        write(scratch, [tools.row()])
        command = f"judge --json --cache cache --languages languages.json {problem} right.up"
        same(scratch.winnow(command).lines()[0]["verdict"], "AC", "as it was")
        tools.script("upcc", "echo two >program.up")
        same(scratch.winnow(command).lines()[0]["verdict"], "WA", "another compiler")
        write(scratch, [tools.row(compile=["/bin/sh", "-c", "echo one >program.up", "{source}"])])
        same(scratch.winnow(command).lines()[0]["verdict"], "AC", "another row")


@check("a toolchain that is not there is an error that names the file, and no CE")
def missing(scratch):
    problem = echo_problem(scratch)
    write(scratch, [{"name": "up", "extensions": ["up"], "source_name": "main.up", "product": "x.up",
                     "compile": ["/opt/none/bin/upcc", "{source}"], "run": ["/usr/bin/cat", "x.up"]}])
    words = "language 'up' is not installed: /opt/none/bin/upcc is not there"
    found = scratch.winnow(f"judge --languages languages.json {problem} right.up").expect(2)
    holds(words in found.err, found.err)
    scratch.write_pool("pool.jsonl", [{"language": "up", "source": RIGHT}, {"language": "python3", "source": "print('one')"},
                                      {"language": "cobol", "source": "x"}])
    found = scratch.winnow(f"filter --languages languages.json {problem} pool.jsonl").expect(0)
    same([line["verdict"] for line in found.lines()], ["AC"], "judged")
    holds(f"pool.jsonl:1: {words}" in found.err, found.err)
    scratch.winnow(f"run --languages languages.json {problem} pool.jsonl -n 0 -o missing --fresh").expect(0)
    skipped = scratch.read_json("missing/report.json")["counts"]
    holds(json.dumps(skipped).count('"language_not_run": 1') == 1 and
          json.dumps(skipped).count('"unknown_language": 1') == 1, skipped)


@check("a journal of a run with another row is refused")
def journal(scratch):
    problem = echo_problem(scratch)
    with Toolchain("one") as tools:
        scratch.write_pool("pool.jsonl", [{"language": "up", "source": RIGHT}])
        command = f"run --languages languages.json {problem} pool.jsonl -n 0 -o rows"
        write(scratch, [tools.row()])
        scratch.winnow(command).expect(0)
        scratch.winnow(command).expect(0)
        write(scratch, [tools.row(time_factor=2)])
        found = scratch.winnow(command).expect(2)
        holds("the compilers, interpreters or languages.json are not the same now" in found.err, found.err)


@check("a language's own time and memory hold, and the detail says them")
def limits(scratch):
    scratch.write("limits/1.in", "")
    scratch.write("limits/1.ans", "ok\n")
    scratch.write("busy.py", "import time\nwhile time.process_time() < 1: pass\nprint('ok')\n")
    scratch.write("large.py", "x = bytearray(90 << 20)\nprint('ok')\n")

    def judge(source, limits, row):
        write(scratch, [{"name": "python3", **row}])
        line = scratch.winnow(f"judge --json limits {source} {limits} --languages languages.json").lines()[0]
        return line["verdict"], line["detail"]

    same(judge("busy.py", "-t 0.4", {}), ("TLE", "CPU time limit of 0.4 s exceeded"), "the problem's")
    same(judge("busy.py", "-t 0.4", {"time_factor": 0.5}), ("TLE", "CPU time limit of 0.2 s exceeded"), "a factor")
    same(judge("busy.py", "-t 0.4", {"time_factor": 2, "time_extra_ms": 9000})[0], "AC", "a factor and more")
    memory = "-t 9 --memory-limit 64"
    same(judge("large.py", memory, {}), ("MLE", "memory limit of 64 MiB exceeded"), "the problem's")
    same(judge("large.py", memory, {"memory_factor": 0.5}), ("MLE", "memory limit of 32 MiB exceeded"), "a factor")
    same(judge("large.py", memory, {"memory_extra_mib": 128})[0], "AC", "more")


@check("a standard in a candidate's language is the one under which it is compiled")
def standards(scratch):
    echo_problem(scratch)
    source = "#include <cstdio>\nint main() { std::printf(__cplusplus == %dL ? \"one\\n\" : \"no\\n\"); }\n"
    names = [("C++98", 199711), ("GNU C++11", 201103), ("c++14", 201402), ("GNU C++17 (64)", 201703),
             ("cpp", 202002), ("C++20 (GCC 13-64)", 202002)]
    scratch.write_pool("pool.jsonl", [{"language": name, "source": source % year} for name, year in names]
                       + [{"language": "2", "source": source % 201703}])
    found = scratch.winnow("filter echo pool.jsonl --language-map 2=c++17").expect(0).lines()
    same([(line["language"], line["verdict"]) for line in found],
         [(name, "AC") for name in ("cpp98", "cpp11", "cpp14", "cpp17", "cpp", "cpp", "cpp17")], "judged")
