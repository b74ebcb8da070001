# SPDX-License-Identifier: MIT
"""Candidates in all the shapes in which they come. What they print: cli/golden/filter.txt."""
import gzip
import json
import os
import random
import re
import shutil

from cli_winnow import check, holds, mask, same

RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n"
WRONG = "print(1)\n"


def ids(outcome):
    return [line["id"] for line in outcome.expect(0).lines()]


@check("a pool is the same plain, as gzip, and on stdin")
def shapes(scratch):
    content = (scratch.place / "pools/keys.jsonl").read_bytes()
    scratch.write("keys.jsonl.gz", gzip.compress(content))
    plain = mask(scratch.winnow("filter problems/sum pools/keys.jsonl").expect(0).out)
    same(plain.count("\n"), 3, "lines")
    for words, stdin in [("keys.jsonl.gz", b""), ("-", content), ("-", gzip.compress(content))]:
        found = scratch.winnow(f"filter problems/sum {words}", stdin).expect(0)
        same(mask(found.out), plain, f"{words}, {len(stdin)} bytes on stdin")


@check("complaints about stdin say so, with the line")
def stdin_complaints(scratch):
    pool = (scratch.place / "pools/odd-lines.jsonl").read_bytes()
    from_file = scratch.winnow("filter problems/sum pools/odd-lines.jsonl").expect(0)
    found = scratch.winnow("filter problems/sum -", pool).expect(0)
    same(found.err, from_file.err.replace("pools/odd-lines.jsonl:", "stdin:"), "complaints")
    same(mask(found.out), mask(from_file.out), "lines")


@check("gzip data that is cut short is bad input, named with the last line that was whole")
def cut_gzip(scratch):
    chance = random.Random(1)
    rows = [{"language": "py", "source": chance.randbytes(90).hex()} for _ in range(9)]
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    scratch.write("cut.jsonl.gz", gzip.compress(content)[:-200])
    found = scratch.winnow("filter problems/sum cut.jsonl.gz").expect(2)
    holds("cut.jsonl.gz: after line " in found.err and "cut short" in found.err, found.err)
    same(found.err.count("\n"), 1, "sentences")


@check("a byte order mark, CRLF, blank and over-long lines, no last line end: no harm")
def odd_bytes(scratch):
    line = json.dumps({"language": "python3", "source": RIGHT}).encode()
    long = b'{"id": "long", "source": "' + b"x" * (1 << 25) + b'"}'
    pool = b"\xef\xbb\xbf" + line + b"\r\n\r\n \t\n" + long + b"\n" + line
    found = scratch.winnow("filter problems/sum -", pool)
    same(ids(found), ["1", "5"], "ids, which are line numbers")
    same(found.err, f"winnow: stdin:4: the line has {len(long)} bytes; the limit is 16783360\n",
         "complaint")


@check("an id is the line's number where there is none, skipped lines counted in")
def default_ids(scratch):
    sources = [{"source": RIGHT}, {"language": "cobol", "source": "x"},
               {"id": "", "source": WRONG}, {"id": None, "source": "pass"},
               {"id": -7, "source": "0"}, {"id": "ü", "source": "1"}]
    pool = scratch.write_pool("ids.jsonl", [{"language": "py", **row} for row in sources])
    same(ids(scratch.winnow(f"filter problems/sum {pool}")), ["1", "3", "4", "-7", "ü"], "ids")


@check("source, code, solution and completion are taken in this order; the others come back")
def source_names(scratch):
    names = ["source", "code", "solution", "completion"]
    for i, name in enumerate(names):
        others = names[i + 1:]
        row = {"language": "python3", **{other: WRONG for other in others}, name: RIGHT}
        pool = scratch.write_pool("names.jsonl", [row])
        line = scratch.winnow(f"filter problems/sum {pool}").expect(0).lines()[0]
        same(line["verdict"], "AC", f"verdict when there are {name} and {others}")
        same([key for key in line if key in names], others, "what came back")


@check("unknown keys come back as they were written, whatever is in them")
def unknown_keys(scratch):
    extra = (r'"n":1e400,"big":123456789012345678901234567890,"neg":-0.0,'
             r'"s":"\u00fc\ud83d\ude00/","o":{"a":[]},"":null')
    pool = '{"id":"x",%s,"language":"py","source":"pass"}' % extra
    found = scratch.winnow("filter problems/sum -", pool.encode()).expect(0)
    holds(extra in found.out, f"{extra} in {found.out}")


@check("a thousand copies are judged once and counted")
def copies(scratch):
    row = json.dumps({"language": "python3", "source": RIGHT}) + "\n"
    filtered = scratch.winnow("filter problems/sum -", row.encode() * 1000).expect(0).lines()
    scratch.winnow("run problems/sum - --inputs 0 -o thousand", row.encode() * 1000).expect(0)
    written = scratch.read_lines("thousand/candidates.jsonl")
    same({line["copies"] for line in written}, {1000}, "copies")
    for lines in (filtered, written):
        same(len(lines), 1000, "lines")
        same({line.get("copy_of") for line in lines[1:]}, {"1"}, "copy_of")
        holds("copy_of" not in lines[0], "the first is no copy")


DIRECTORY = {  # what is in it, and the complaint
    ".git/x.py": (RIGHT, None),
    ".hidden.py": (RIGHT, None),
    "Makefile": ("all:\n", "the name has no extension to tell the language by"),
    "a/z.c": ("int main(void) { return 0; }\n", None),
    "b.py": (RIGHT, None),
    "empty.py": ("", "the source is empty"),
    "latin.py": (b"print('caf\xe9')\n", None),
    "long.py": ("#" * 1025, "the source has 1025 bytes; the limit is 1024"),
    "nul.py": ("a = 1\0\n", "the source has a NUL byte: it is not text"),
    "x.cob": ("STOP RUN.\n", "unknown language 'cob' (see `winnow languages`)"),
}


@check("a directory gives its source files by path; what else is in it is named and counted")
def directory(scratch):
    for name, (content, _) in DIRECTORY.items():
        scratch.write(f"pool/{name}", content)
    (scratch.place / "pool/link.py").symlink_to("b.py")
    os.mkfifo(scratch.place / "pool/fifo.py")
    found = scratch.winnow("run problems/sum pool/ --inputs 0 -o directory").expect(0)
    same([line["id"] for line in scratch.read_lines("directory/candidates.jsonl")],
         ["a/z.c", "b.py", "latin.py"], "ids")
    complaints = {name: sentence for name, (_, sentence) in DIRECTORY.items() if sentence}
    complaints["fifo.py"] = "it is a FIFO"
    complaints["link.py"] = "it is a symbolic link, which is not followed"
    same(found.err.splitlines(), [f"winnow: pool/{name}: {sentence}"
                                  for name, sentence in sorted(complaints.items())], "complaints")
    same(scratch.read_json("directory/report.json")["counts"]["skipped"],
         {"missing_extension": 1, "empty_source": 1, "not_a_file": 2, "source_too_long": 1,
          "nul_in_source": 1, "unknown_language": 1}, "counts.skipped")


@check("lines that were not taken are counted in the report by kind")
def skipped_lines(scratch):
    scratch.winnow("run problems/sum pools/odd-lines.jsonl --inputs 0 -o skipped").expect(0)
    same(scratch.read_json("skipped/report.json")["counts"]["skipped"],
         {"malformed_line": 6, "invalid_utf8": 1, "missing_source": 1, "empty_source": 1,
          "source_too_long": 1, "unknown_language": 3}, "counts.skipped")


@check("a long id is cut between characters, and nothing in an id can steer the terminal")
def odd_ids(scratch):
    pool = scratch.write_pool("odd-ids.jsonl", [
        {"id": "x" + "ä" * 60, "language": "python3", "source": RIGHT},
        {"id": "red\x1b[31m\x9b7m", "language": "python3", "source": RIGHT + "#"}])
    for command in ("run", "cluster"):
        directory = "-o odd-ids" if command == "run" else ""
        out = scratch.winnow(f"{command} problems/sum {pool} --inputs 0 {directory}").expect(0).out
        holds("xäää" in out and "red?[31m??7m" in out, f"the ids are not shown: {out!r}")
        holds("\\x" not in out, f"what is not UTF-8 is shown: {out!r}")
        holds(out.replace("\n", "").isprintable(), f"what does not print is shown: {out!r}")


@check("nothing in a problem's name, a path or a compiler's message can steer the terminal")
def strangers_text(scratch):
    escape, c1, turned = "\x1b[31m", "\x9b31m", "\u202e"
    problem = scratch.place / f"odd{escape}{c1}{turned}problem"
    shutil.copytree(scratch.place / "problems/sum", problem)
    settings = problem / "problem.yaml"
    name = 'name: "n\\e[31m\\x9b31m\\u202e"\n'
    settings.write_text(re.sub("(?m)^name:.*\n", "", settings.read_text()) + name)
    source = problem / f"s{escape}{c1}{turned}.c"
    source.write_text(f'#error "{escape}{c1}{turned}"\n')
    pool = scratch.write_pool("strangers.jsonl", [
        {"id": "a", "language": "python3", "source": RIGHT},
        {"id": "b", "language": f"l{escape}{c1}{turned}", "source": RIGHT}])
    for words, code in ((["judge", problem, source], 1), (["verify", problem], 0),
                        (["run", problem, pool, "--inputs", "0", "-o", problem / "out"], 0),
                        (["filter", problem, problem / f"none{c1}{escape}"], 2)):
        found = scratch.run(["winnow", *map(str, words)]).expect(code)
        text = (found.out + found.err).replace("\n", "")
        holds(text.isprintable(), f"what does not print is shown: {text!r}")
        holds("?[31m" in text or words[0] == "verify", f"the text is not shown at all: {text!r}")
