# SPDX-License-Identifier: MIT
"""Candidates per second for a mixed pool (C, C++, Python): `winnow filter` against a script as users
write it (by_hand.sh). Both must pass the same candidates.

The pool is made of copies of a problem's labelled submissions and of the right programs in pool/. Each
copy has a comment of its own, so that all are distinct and each is compiled. winnow runs without
its cache, and with an empty cache, in which case it precompiles C++ headers during the run.
"""
import json
import sys
import tempfile
from pathlib import Path

from common import HERE, ROOT, WINNOW, measure, row

PROBLEMS = ["necklace", "beacons"]
SCRIPT_SECONDS = "2"
COPIES = 8


def make_pool(folder, problem, copies):
    """Writes the candidates into the folder; returns how many."""
    folder.mkdir()
    package = ROOT / "problems" / problem
    sources = sorted([*package.glob("submissions/*/*"), *package.glob("pool/*")])
    for copy in range(copies):
        for number, source in enumerate(sources):
            comment = f"{'#' if source.suffix == '.py' else '//'} candidate {copy}\n"
            (folder / f"{number:02}-{copy:02}{source.suffix}").write_text(source.read_text() + comment)
    return len(sources) * copies


def by_hand(work, pool, problem):
    with (work / "by-hand.out").open("w") as out:
        measured = measure([HERE / "by_hand.sh", pool, ROOT / "problems" / problem / "data/sample",
                            SCRIPT_SECONDS], stdout=out)
    lines = [line.split() for line in (work / "by-hand.out").read_text().splitlines()]
    return measured, {name: word == "pass" for word, name in lines}


def by_winnow(work, pool, problem, cache):
    with (work / "winnow.out").open("w") as out:
        measured = measure([WINNOW, "filter", ROOT / "problems" / problem, pool, "--cache", cache],
                           stdout=out)
    lines = map(json.loads, (work / "winnow.out").read_text().splitlines())
    return measured, {Path(line["id"]).name: line["verdict"] == "AC" for line in lines}


def differences(ours, theirs):
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def compare(work, problem, copies, rounds):
    """Candidates a second, CPU seconds, page faults a candidate: by way, one for each round."""
    pool = work / problem
    count = make_pool(pool, problem, copies)
    ways, odd = {way: ([], [], []) for way in ("script", "off", "empty")}, []

    def note(way, measured):
        for samples, value in zip(ways[way], (count / measured.wall, measured.cpu,
                                              measured.faults / count), strict=True):
            samples.append(value)

    for number in range(rounds):
        measured, theirs = by_hand(work, pool, problem)
        note("script", measured)
        for way, cache in [("off", "off"), ("empty", work / f"cache-{problem}{number}")]:
            measured, ours = by_winnow(work, pool, problem, cache)
            note(way, measured)
            odd += differences(ours, theirs)
    if odd:
        print(f"end to end: {problem}: other verdicts than the script's: {odd}", file=sys.stderr)
    return count, ways, not odd


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        for problem in PROBLEMS[:1] if quick else PROBLEMS:
            count, ways, same = compare(Path(name), problem, 1 if quick else COPIES,
                                          1 if quick else 3)
            for way in ("off", "empty"):
                case = f"{count} of {problem}, cache {way}"
                speeds, cpu, faults = zip(ways[way], ways["script"], strict=True)
                yield row("end to end", case, "cand/s", *speeds, goal="same verdicts", met=same)
                yield row("end to end", case, "CPU s", *cpu)
                yield row("end to end", case, "faults", *faults)
