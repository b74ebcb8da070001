# SPDX-License-Identifier: MIT
"""Packages and validators that mean harm: each is refused in one sentence, soon, and nothing is left behind."""
import io
import json
import os
import struct
import subprocess
import time
import zipfile
import zlib

from cli_winnow import check, holds, same

SECONDS = 120  # for one command; none takes a tenth of that on a free host
MEMORY_MIB = 700
PACKAGE = {"problem.yaml": "name: x\nlimits: {time_limit: 1, memory: 256}\n", "data/sample/1.in": "5\n",
           "data/sample/1.ans": "10\n", "submissions/accepted/ten.py": "print(10)\n"}


def write_all(scratch, place, files):
    for name, text in {**PACKAGE, **files}.items():
        if text is not None:
            scratch.write(f"{place}/{name}", text)
    return place


def run_bounded(scratch, *words):
    """(exit code, stdout, stderr) of a command that keeps within its time and memory, and leaves nothing in TMPDIR."""
    temporary = scratch.place / "hostile-tmp"
    temporary.mkdir(exist_ok=True)
    begin = time.monotonic()
    with (scratch.place / "hostile-out").open("w+b") as out, (scratch.place / "hostile-err").open("w+b") as err:
        process = subprocess.Popen(["winnow", *words], stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=scratch.place,
                                   env={**scratch.environment, "TMPDIR": str(temporary), "WINNOW_CACHE": "off"})
        timer = subprocess.Popen(["sh", "-c", f"sleep {SECONDS}; kill -9 {process.pid}"], start_new_session=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.killpg(timer.pid, 9)
        timer.wait()
        for file in (out, err):
            file.seek(0)
        said = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    what = f"winnow {' '.join(words)}, {time.monotonic() - begin:.1f} s"
    holds(process.returncode in (0, 1, 2, 3), f"{what}: exit {process.returncode}, {said[1][-300:]!r}")
    holds(usage.ru_maxrss < MEMORY_MIB << 10, f"{what}: {usage.ru_maxrss >> 10} MiB")
    same(os.listdir(temporary), [], f"left behind by {what}")
    lines = [line for line in said[1].splitlines() if "isolation '" not in line and "near the time limit" not in line]
    return process.returncode, said[0], lines


def expect_refusal(scratch, place, words):
    scratch.write("ten.py", "print(10)\n")
    for command in (["judge", place, "ten.py"], ["verify", place]):
        code, _, lines = run_bounded(scratch, *command)
        same((code, len(lines)), (2, 1), f"exit code and lines of {command}: {lines}")
        holds(words in lines[0] and len(lines[0]) < 700, f"{command}: {lines[0][:700]!r}")


ALIASES = "".join(f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi"))
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + ALIASES
# A compiler counts as memory of winnow's: a fast one reads much of an endless file in its second.
CUSTOM = "name: x\nproblem_format_version: 2025-09\nlimits: {time_limit: 1, compilation_time: 1, compilation_memory: 512}\n"


def link(target, name):
    return lambda place: os.symlink(target, place / name)


# (files besides, what is done with the package's directory, words of the refusal)
PACKAGES = [
    ({"data/sample/1.ans": None}, None, "there is no answer file 1.ans"),
    ({"data/secret/2.in": "3\n"}, None, "there is no answer file 2.ans"),
    ({}, link(".", "data/secret"), "more than 8 levels"),
    ({"data/secret/g/x": ""}, link("..", "data/secret/g/h"), "more than 8 levels"),
    ({}, link("secret", "data/secret"), "leads nowhere"),
    ({"data/secret/2.ans": "1\n"}, link("/etc/passwd", "data/secret/2.in"), "leads out of the package"),
    ({"data/secret/2.ans": "1\n"}, link("/dev/zero", "data/secret/2.in"), "leads out of the package"),
    ({}, link("/etc", "data/secret"), "leads out of the package"),
    ({"problem.yaml": None}, link("/etc/passwd", "problem.yaml"), "leads out of the package"),
    ({"problem.yaml": None}, lambda place: os.mkfifo(place / "problem.yaml"), "not a regular file"),
    ({"data/secret/2.ans": ""}, lambda place: os.mkfifo(place / "data/secret/2.in"), "not a regular file"),
    ({}, lambda place: os.mkfifo(place / "data/testdata.yaml"), "not a regular file"),
    ({}, lambda place: os.mkfifo(place / "submissions/accepted/b.py"), "not a regular file"),
    ({}, lambda place: [os.makedirs(place / f"data/secret/{n}") for n in range(10000)], "more than 4096 directories"),
    ({"data/secret/" + "d/" * 60 + "1.in": ""}, None, "more than 8 levels"),
    ({"problem.yaml": "name: x\n" + BOMB}, None, "problem.yaml:2: more than 4096 values"),
    ({"problem.yaml": "name: x\na: &a [*a]\n"}, None, "problem.yaml:2: more than 16 levels"),
    ({"problem.yaml": "name: x\na: " + "[" * 10000 + "]" * 10000}, None, "problem.yaml:2: more than 16 levels"),
    ({"problem.yaml": "name: " + "x" * (1 << 24)}, None, "larger than 65536 bytes"),
    ({"data/testdata.yaml": BOMB}, None, "testdata.yaml:1: more than 4096 values"),
    ({"data/testdata.yaml": "on_reject: [explode]\n"}, None, "testdata.yaml:1: on_reject"),
    ({"data/testdata.yaml": "range: 1e999 -1e999\n"}, None, "testdata.yaml:1: range"),
    ({"data/testdata.yaml": bytes(range(256))}, None, "testdata.yaml:1: not valid YAML"),
    ({"submissions/submissions.yaml": '"' + "{" * 3000 + '": {permitted: [AC]}\n'}, None, "submissions.yaml:1"),
    ({"problem.yaml": CUSTOM + "constants: {a: '" + "y" * 50000 + "'}\n",
      "output_validator/v.py": "x = '" + "{{a}}" * 20000 + "'\n"}, None, "too large once its constants are put in"),
    ({"problem.yaml": CUSTOM, "output_validator/build": "#!/bin/sh\n" + "x() { x | x & }; x\nwhile :; do :; done\n"}, None,
     "output_validator"),
    ({"problem.yaml": CUSTOM, "output_validator/build": "#!/bin/sh\nkill -9 -1\nkill -9 $PPID\nrm -rf / 2>/dev/null\n"},
     None, "output_validator"),
    ({"problem.yaml": CUSTOM, "output_validator/build": "#!/bin/sh\nln -s /etc/passwd run\n"}, None, "output_validator"),
    ({"problem.yaml": CUSTOM, "output_validator/build": "#!/bin/sh\nmkfifo run\n"}, None, "output_validator"),
    ({"problem.yaml": CUSTOM, "output_validator/build": "#!/bin/sh\nyes | head -c 3G >run\nchmod +x run\n"}, None, "output_validator"),
    ({"problem.yaml": CUSTOM, "output_validator/v.cpp": '#include "/dev/zero"\n'}, None, "output_validator"),
]


@check("a package that lies is refused in one sentence")
def packages_that_lie(scratch):
    for number, (files, change, words) in enumerate(PACKAGES):
        place = write_all(scratch, f"lie{number}", files)
        if change:
            change(scratch.place / place)
        expect_refusal(scratch, place, words)


def add_bomb(archive, count, size):
    for number in range(count):
        with archive.open(f"junk/{number}", "w") as entry:
            for _ in range(size >> 20):  # a test that is large itself would be counted as winnow's memory
                entry.write(bytes(1 << 20))


def write_overlap(scratch, name):
    """A thousand entries of 50 MiB that are all the same bytes of the file."""
    squeeze, data = zlib.compressobj(9, zlib.DEFLATED, -15), b"\0" * (50 << 20)
    bytes_in = squeeze.compress(data) + squeeze.flush()
    sizes = (zlib.crc32(data), len(bytes_in), len(data))
    first = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 0x21, *sizes, 1, 0) + b"0" + bytes_in
    index = b""
    for number in range(1000):
        entry = str(number).encode()
        index += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 0x21, *sizes, len(entry), 0, 0, 0, 0, 0,
                             0) + entry
    scratch.write(name, first + index + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 1000, 1000, len(index), len(first), 0))


@check("an archive that grows without end is refused in one sentence")
def archives_that_grow(scratch):
    for name, count, size in (("one.zip", 1, 1 << 29), ("small.zip", 600, 1 << 20)):
        with zipfile.ZipFile(scratch.place / name, "w", zipfile.ZIP_DEFLATED) as archive:
            add_bomb(archive, count, size)
        expect_refusal(scratch, name, "unpacks to more than a package may hold")
    write_overlap(scratch, "overlap.zip")
    expect_refusal(scratch, "overlap.zip", "unpacks to more than a package may hold")
    inner = b"PK"
    for _ in range(6):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("p.zip", inner)
        inner = whole.getvalue()
    scratch.write("nested.zip", inner)
    expect_refusal(scratch, "nested.zip", "no tests")


# (grammar, words of the remark or of the broken check)
GRAMMARS = [
    ("REP(1000000000) REP(1000000000) END END EOF", "too much work"),
    ("WHILE(0 < 1) END EOF", "too much work"),
    ("SET(i = 0) WHILE(0 < 1) SET(a[i] = i) SET(i = i + 1) END EOF", "too much work|the variables take more than"),
    ('REGEX("(a|a)*b") EOF', "REGEX"),
    ('REGEX("' + "(" * 5000 + "a" + ")" * 5000 + '") EOF', "nested too deeply"),
    ('REGEX("((((a{1,1000}){1,1000}){1,1000}){1,1000})") EOF', "a regular expression of more than"),
    ("REP(2)\n" * 20000 + "END\n" * 20000 + "EOF", "nested deeper than"),
    ("SET(a=" + "(" * 50000 + "1" + ")" * 50000 + ") EOF", "nested deeper than"),
    ("SET(a=9) REP(100) SET(a=a*a) END EOF", "the number becomes too large"),
    ("SET(a=9^999999999) EOF", "the number becomes too large"),
    ("# " + "x" * (1 << 24), "larger than"),
]


@check("a grammar without end is named, and nothing waits for it")
def grammars_without_end(scratch):
    for number, (grammar, words) in enumerate(GRAMMARS):
        place = write_all(scratch, f"grammar{number}", {"input_validators/v.ctd": grammar + "\n"})
        code, out, lines = run_bounded(scratch, "inputs", place, "-n", "2")
        same((code, len(lines)), (0, 1), f"{grammar[:40]}: {lines}")
        holds(any(word in lines[0] for word in words.split("|")), f"{grammar[:40]}: {lines}")
        code, out, lines = run_bounded(scratch, "verify", place)
        holds(any(word in out + "".join(lines) for word in words.split("|")), f"{grammar[:40]}: {out} {lines}")


JUDGE = "import os, sys\ncase, answer, feedback = sys.argv[1:4]\ndef put(name, text): open(feedback + name, 'w').write(text)\n"
LOOK = """
found = []
for top in ('.', '/tmp', '/root', '/home', '/work'):
    for parent, _, names in os.walk(top):
        found += [name for name in names if name.endswith(('.in', '.ans')) and name not in (case, answer)]
for path in ('/etc/shadow', '/etc/hostname', '/proc/1/environ', '/root/.ssh'):
    try: os.listdir(path) if os.path.isdir(path) else open(path).close(); found.append(path)
    except OSError: pass
put('judgemessage.txt', repr(found)); sys.exit(43)
"""
DEEP = "\nfor _ in range(3000):\n    os.mkdir('%s'); os.chdir('%s')\nsys.exit(43)"
# (validator, verdicts, the beginning of the detail); "scored": the problem is a scoring one
VALIDATORS = [
    ("for n in range(10**7): put('f%d' % n, '')", "JE", "output validator: "),
    ("for n in range(5000): put('f%d' % n, '')\nsys.exit(42)", "AC JE", ""),
    ("while True: open(feedback + 'big', 'ab').write(b'x' * (1 << 20))", "JE", "output validator: "),
    ("open(feedback + 'judgemessage.txt', 'wb').truncate(1 << 40); sys.exit(43)", "WA JE", ""),
    ("put('judgemessage.txt', 'x' * 9999 + chr(27) + '[2J'); sys.exit(43)", "WA", "xxx"),
    ("os.chdir(feedback)" + DEEP % ("d", "d"), "WA JE", ""),
    ("os.chdir(feedback)" + DEEP % ("judgemessage.txt", "judgemessage.txt"), "WA JE", ""),
    ("os.mkfifo(feedback + 'nextpass.in'); sys.exit(42)", "AC JE", ""),
    ("os.symlink('/etc/passwd', feedback + 'nextpass.in'); sys.exit(42)", "AC", ""),
    ("os.symlink('/dev/zero', feedback + 'judgemessage.txt'); sys.exit(43)", "WA", "the output validator rejects"),
    ("os.link(case, feedback + 'judgemessage.txt'); sys.exit(43)", "WA JE", ""),
    ("os.chmod(feedback, 0); sys.exit(43)", "WA JE", ""),
    ("os.kill(os.getppid(), 9); sys.exit(43)", "WA JE", ""),
    ("os.kill(-1, 9); sys.exit(43)", "WA JE", ""),
    ("if os.fork() == 0:\n    while True: pass\nsys.exit(43)", "WA", ""),
    ("while True:\n    try: os.fork()\n    except OSError: pass", "JE", "output validator: "),
    ("os.kill(os.getpid(), 19)", "JE", "output validator: "),
    ("os.close(0); os.close(1); os.close(2); os.abort()", "JE", "output validator: killed by signal 6"),
    (LOOK, "WA", "[]"),
    ("put('score.txt', '1'); sys.exit(43)", "JE", "output validator: it rejects", "scored"),
    ("put('score.txt', '1e999'); sys.exit(42)", "JE", "output validator: ", "scored"),
    ("put('score.txt', 'nan'); sys.exit(42)", "JE", "output validator: ", "scored"),
    ("put('score.txt', '0' * 1000000 + '1'); sys.exit(42)", "JE", "output validator: ", "scored"),
    ("os.symlink('/etc/passwd', feedback + 'score.txt'); sys.exit(42)", "JE", "output validator: ", "scored"),
    ("os.mkdir(feedback + 'score.txt'); sys.exit(42)", "JE", "output validator: ", "scored"),
    ("put('nextpass.in', 'x'); sys.exit(42)", "JE", "output validator: it asks for more passes", "passes"),
    ("put('nextpass.in', 'x'); put('state%d' % len(os.listdir(feedback)), 'x' * 300000); sys.exit(42)", "JE",
     "output validator: ", "passes"),
    ("for n in range(100): put('f%d' % n, '')\nput('nextpass.in', ''); sys.exit(42)", "JE",
     "output validator: it leaves more than", "passes"),
    ("open(feedback + 'nextpass.in', 'wb').truncate(1 << 34); sys.exit(42)", "JE", "output validator: ", "passes"),
]
KINDS = {"": "validation: custom\n", "scored": "type: scoring\nvalidation: custom score\n",
         "passes": "validation: custom multi-pass\n"}
LIMITS = ("limits: {{time_limit: 1, memory: 256, validation_time: 1, validation_memory: 64, validation_output: 1, "
          "validation_passes: {passes}}}\n")


@check("a validator that means harm harms nothing, and its failure is the judge's")
def validators_that_harm(scratch):
    scratch.write("ten.py", "print(10)\n")
    for number, (validator, verdicts, detail, *kind) in enumerate(VALIDATORS):
        key = kind[0] if kind else ""
        place = write_all(scratch, f"harm{number}", {
            "problem.yaml": "name: x\n" + KINDS[key] + LIMITS.format(passes=30),
            "output_validators/v.py": JUDGE + validator + "\n"})
        code, out, _ = run_bounded(scratch, "judge", place, "ten.py", "--json")
        found = json.loads(out.splitlines()[0])
        what = f"{validator!r}: {found['verdict']} {found['detail']!r}"
        holds(found["verdict"] in verdicts.split() and found["detail"].startswith(detail), what)
        same(code, {"AC": 0, "JE": 3}.get(found["verdict"], 1), f"exit code of {what}")
