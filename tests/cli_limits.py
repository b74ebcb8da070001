# SPDX-License-Identifier: MIT
"""Resource limits that winnow inherits: what is done about one that is too low."""
import json
import os

from cli_winnow import check, holds, same

NOBODY = 65534
JUDGE = "judge problems/sum problems/sum/submissions/accepted/sum.py --samples"

# (arguments of ulimit, the beginning and the end of what is said; "": nothing is, and all is well)
LIMITS = [
    ("-s 8192", "the hard limit of the stack (ulimit -Hs) is 8192 KiB, and ", "--stack=unlimited"),
    ("-t 1", "the hard limit of CPU time (ulimit -Ht) is 1 s, and ", "--cpu=unlimited"),
    ("-f 10", "the hard limit of the size of a file (ulimit -Hf) is 10 KiB, and ",
     "--fsize=unlimited"),
    ("-v 1000000", "the hard limit of addresses (ulimit -Hv) is 1000000 KiB, and ",
     "--as=unlimited"),
    ("-d 100000", "the hard limit of the data segment (ulimit -Hd) is 100000 KiB, and ",
     "--data=unlimited"),
    ("-u 20", "the hard limit of processes (ulimit -Hu) is 20, and ", "--nproc=unlimited"),
    ("-n 64", "the hard limit of open files (ulimit -Hn) is 64, and 256 are needed: ",
     "--nofile=256"),
    ("-c 0", "", ""),
    ("-l 0", "", ""),
    # Soft limits are raised.
    ("-S -s 8192 -n 64 -u 20 -t 1 -f 10 -v 1000000 -d 100000", "", ""),
]


def limited(scratch, limits, words):
    """Without the privilege to raise a limit, which root may have."""
    scratch.place.chmod(0o755)
    ordinary = f"setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups --bounding-set -all"
    prefix = ordinary if os.geteuid() == 0 else ""
    return scratch.run(["/bin/bash", "-c", f"ulimit {limits} && WINNOW_CACHE=off exec {prefix} "
                        f"winnow {words}"])


@check("an inherited limit that is too low is named once, with the command that mends it")
def too_low(scratch):
    for limits, begin, end in LIMITS:
        found = limited(scratch, limits, JUDGE)
        if not begin:
            same((found.code, found.err), (0, ""), f"with ulimit {limits}")
            continue
        same(found.code, 2, f"exit code with ulimit {limits}, {found.err!r}")
        same(found.err.count("\n"), 1, f"sentences with ulimit {limits}")
        holds(found.err.startswith("winnow: " + begin) and
              found.err.endswith(f": sudo prlimit --pid $$ {end}\n"), found.err)


@check("the search's proposals are open files too, and are asked for by what searches alone")
def proposals(scratch):
    def needed(words):
        found = limited(scratch, "-n 64", f"{words} -j 16")  # more than any program is given
        same(found.code, 2, found.err)
        return int(found.err.split("--nofile=")[1])
    pool = "problems/sum pools/clusters.jsonl"
    filtered = needed(f"filter {pool}")
    same(needed(f"cluster {pool}"), filtered + 150, "three times fifty more")
    same(needed(f"cluster {pool} -n 10"), filtered - 40 + 30, "of ten inputs")
    for words in ("--input-budget 0", "--inputs problems/sum/data/secret"):
        same(needed(f"cluster {pool} {words}"), filtered, words)


@check("the number of open files that are needed grows with -j, and is enough")
def open_files(scratch):
    found = limited(scratch, "-n 300", f"{JUDGE} -j 8").expect(2)
    wanted = found.err.split("--nofile=")[1].strip()
    holds(int(wanted) > 300, found.err)
    pool = scratch.write_pool("forty.jsonl", [
        {"language": "python3", "source": f"print({n})"} for n in range(38, 78)])
    (scratch.place / pool).chmod(0o644)
    found = limited(scratch, f"-n {wanted}", f"filter problems/sum {pool} -j 8")
    holds("leaves room for 0 survivors, not for " in found.err, found.err)
    same({line["verdict"] for line in found.expect(0).lines()}, {"WA"}, "verdicts")


@check("winnow doctor has a row for inherited limits, and tries no level when they are too low")
def doctor(scratch):
    found = json.loads(limited(scratch, "-s 8192 -t 1", "doctor --json").expect(1).out)
    rows = {row["what"]: row for row in found["findings"]}
    row = rows["inherited limits"]
    same((found["usable"], row["good"]), (False, False), "usable, good")
    holds("ulimit -Hs" in row["found"] and "--cpu=unlimited" in row["remedy"], row)
    holds(not [what for what in rows if what.startswith("isolation")], rows)
    rows = json.loads(limited(scratch, "-c 0", "doctor --json").out)["findings"]
    holds({"what": "inherited limits", "good": True, "found": "high enough", "meaning": "",
           "remedy": ""} in rows, rows)


@check("when winnow's own CPU time is used up it ends in order, and its journal goes on")
def cpu_time(scratch):
    text = scratch.read("problems/sum/problem.yaml")
    scratch.run(["cp", "-r", "problems/sum", "brief"])
    lines = "  compilation_time: 1\n  validation_time: 1\n"
    scratch.write("brief/problem.yaml", text.replace("limits:\n", "limits:\n" + lines))
    row = json.dumps({"language": "python3", "source": "print(input())"})
    flood = f"yes '{row}' | WINNOW_CACHE=off winnow run brief - -o flooded"
    found = scratch.run(["/bin/bash", "-c", f"ulimit -t 4; {flood}"]).expect(130)
    same(found.err, "winnow: interrupted: the CPU time that winnow itself may use (ulimit -t) is "
         "used up; the same command goes on from flooded\n", "stderr")


def tested(scratch, words=""):
    """The notes of self-tests in the cache, after a run: names and inodes, which a new note changes."""
    scratch.winnow(f"{JUDGE} --cache known {words}").expect(0)
    return {note.name: note.stat().st_ino for note in (scratch.place / "known/tested").iterdir()}


@check("the sandbox's self-test is made once an hour, with --self-test each time, and a damaged note is none")
def self_test(scratch):
    first = tested(scratch)
    same(len(first), 1, "notes")
    same(tested(scratch), first, "the note after a second start")
    renewed = tested(scratch, "--self-test")
    same(renewed.keys(), first.keys(), "the note's name with --self-test")
    holds(renewed != first, "--self-test made no test")
    note = scratch.place / "known/tested" / next(iter(first))
    whole = note.read_bytes()
    note.chmod(0o600)
    note.write_bytes(whole.replace(whole.split(b" ")[0], b"9999999999"))
    tested(scratch)
    holds(note.read_bytes()[:10] != b"9999999999", "a note was believed that was not winnow's")
    same(len(tested(scratch, "--isolation user")), 2, "notes, one of another level")
