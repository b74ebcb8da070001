# SPDX-License-Identifier: MIT
"""Candidates per second: `winnow filter` against a script as users write it (by_hand.sh). Both must pass
the same candidates. winnow runs without its cache, and with an empty cache, in which case it makes
what is cheaper to read than to make again during the run.

A mixed pool (C, C++, Python) is made of copies of a problem's labelled submissions and of the right
programs in pool/. Each copy has a comment of its own, so that all are distinct and each is compiled.

Real pools (C) are those of ../shared/data, where that is: every pool once, with an empty cache of its
own, and with one that has what the pools before it have left; a pair of samples is a pool. Equal programs are in them as
they came.
"""
import json
import shutil
import sys
import tempfile
from pathlib import Path

from common import HERE, ROOT, WINNOW, measure, row, tell

PROBLEMS = ["necklace", "beacons"]
REAL = ROOT.parent / "shared/data"
COLLECTIONS = ["codeflaws", "cpack"]
SUFFIXES = {"c": ".c", "cpp": ".cpp", "python3": ".py"}
SCRIPT_SECONDS = "2"
COPIES = 8
AGAIN = 40


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
        measured = measure([HERE / "by_hand.sh", pool, problem / "data/sample", SCRIPT_SECONDS],
                           stdout=out)
    lines = [line.split() for line in (work / "by-hand.out").read_text().splitlines()]
    return measured, {name: word == "pass" for word, name in lines}


def by_winnow(work, pool, problem, cache):
    with (work / "winnow.out").open("w") as out:
        measured = measure([WINNOW, "filter", problem, pool, "--cache", cache], stdout=out)
    lines = map(json.loads, (work / "winnow.out").read_text().splitlines())
    return measured, {Path(line["id"]).name: line["verdict"] == "AC" for line in lines}


def differences(ours, theirs):
    """An empty file is no candidate for winnow, and fails for the script."""
    return sorted(n for n in ours.keys() | theirs.keys()
                  if bool(ours.get(n)) != bool(theirs.get(n)))


def steady(work, pool, problem, odd):
    """Those of `odd` that the script judges the same each time: addresses are random for it, and a program
    that reads what it never wrote prints them."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        for candidate in odd:
            shutil.copy(pool / candidate, name)
        seen = [by_hand(work, Path(name), problem)[1] for _ in range(AGAIN)] if odd else []
    return [candidate for candidate in odd if len({verdicts[candidate] for verdicts in seen}) == 1]


class Samples:
    """Candidates a second, CPU seconds, page faults a candidate: by way, one for each pair."""

    def __init__(self):
        self.ways, self.same = {}, True

    def note(self, way, count, measured):
        values = count / measured.wall, measured.cpu, measured.faults / count
        for samples, value in zip(self.ways.setdefault(way, ([], [], [])), values, strict=True):
            samples.append(value)

    def pair(self, work, pool, problem, caches):
        """One of each way. `caches` are winnow's, by the name of the way."""
        count = sum(1 for _ in pool.iterdir())
        measured, theirs = by_hand(work, pool, problem)
        self.note("script", count, measured)
        for way, cache in caches.items():
            measured, ours = by_winnow(work, pool, problem, cache)
            self.note(way, count, measured)
            odd = steady(work, pool, problem, differences(ours, theirs))
            if odd:
                self.same = False
                print(f"end to end: {problem}: other verdicts than the script's: {odd}",
                      file=sys.stderr)

    def rows(self, title):
        for way in list(self.ways)[1:]:  # the script's is first
            case = f"{title}, cache {way}"
            speeds, cpu, faults = zip(self.ways[way], self.ways["script"], strict=True)
            yield row("end to end", case, "cand/s", *speeds, goal="same verdicts", met=self.same)
            yield row("end to end", case, "CPU s", *cpu)
            yield row("end to end", case, "faults", *faults)


def mixed_pool(work, problem, copies, rounds):
    pool, samples = work / problem, Samples()
    count = make_pool(pool, problem, copies)
    for number in range(rounds):
        samples.pair(work, pool, ROOT / "problems" / problem,
                     {"off": "off", "empty": work / f"cache-{problem}{number}"})
    yield from samples.rows(f"{count} of {problem}")


def unpack_pool(folder, problem):
    folder.mkdir()
    for number, line in enumerate((problem / "candidates.jsonl").read_text().splitlines()):
        candidate = json.loads(line)
        name = f"{number:04}{SUFFIXES[candidate['language']]}"
        (folder / name).write_bytes(candidate["source"].encode())


def real_pools(work, collection, most):
    samples, problems = Samples(), sorted((REAL / collection).iterdir())[:most]
    for problem in problems:
        pool = work / f"{collection}-{problem.name}"
        unpack_pool(pool, problem)
        samples.pair(work, pool, problem, {"empty": work / f"cache-{collection}-{problem.name}",
                                           "of the pools before": work / f"cache-{collection}"})
    yield from samples.rows(f"{len(problems)} pools of {collection}")


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        for problem in PROBLEMS[:1] if quick else PROBLEMS:
            yield from mixed_pool(Path(name), problem, 1 if quick else COPIES, 1 if quick else 3)
        for collection in COLLECTIONS:
            if (REAL / collection).is_dir():
                yield from real_pools(Path(name), collection, 1 if quick else None)
            else:
                tell(f"end to end: no {collection}: skipped: no pools in {REAL / collection}")
