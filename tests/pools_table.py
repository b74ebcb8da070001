# SPDX-License-Identifier: MIT
"""Reads "name directory start end" lines and prints the table of tests/pools.sh."""
import json
from collections import Counter
import sys
from pathlib import Path

PANEL = 64  # survivors that run the proposals; what they have run is not run again
COLUMNS = ["cands", "compiled", "surv", "clust", "runs", "wrong", "sep", "split", "s@10", "s@1", "best", "wall s"]


def told_apart(directory, everything):
    """Wrong survivors in a pool with right ones, those of them that no right one equals, split right ones."""
    right_ids = {s["id"] for s in everything["submissions"] if s["verdict"] == "AC"}
    right, wrong = [], []
    for line in Path(directory, "top/outcomes.jsonl").read_text().splitlines():
        row = json.loads(line)
        (right if row["id"] in right_ids else wrong).append(tuple(row["outcomes"]))
    if not right:
        return 0, 0, 0
    separated = sum(outcomes not in right for outcomes in wrong)
    return len(wrong), separated, len(right) - Counter(right).most_common(1)[0][1]


def row(directory, wall):
    top = json.loads(Path(directory, "top/report.json").read_text())
    everything = json.loads(Path(directory, "all/report.json").read_text())
    counts = top["counts"]
    return [
        counts["total"], counts["compiled"], counts["survivors"], counts["clusters"],
        counts["runs"] + counts["runs_search"], *told_apart(directory, everything), int(top["solved"]), int(top["solved_at"] == 1),
        int(everything["solved"]), wall,
    ], everything


def mislabelled(directory, everything):
    """Candidates labelled accepted that fail an example or a secret test."""
    verdicts = {s["id"]: (s["verdict"], s["test"]) for s in everything["submissions"]}
    for line in Path(directory, "all/candidates.jsonl").read_text().splitlines():
        candidate = json.loads(line)
        name = candidate.get("copy_of", candidate["id"])
        verdict = verdicts.get(name, (candidate["verdict"], candidate["test"]))
        if candidate.get("label") == "accepted" and verdict[0] != "AC":
            yield candidate["id"], *verdict


def show(name, values):
    cells = " ".join(f"{v:>8.1f}" if isinstance(v, float) else f"{v:>8}" for v in values)
    print(f"{name:<20} {cells}")


def main():
    show("pool", COLUMNS)
    total, groups, odd, pools = [0] * len(COLUMNS), {}, [], 0
    for line in sys.stdin:
        name, directory, start, end = line.split()
        values, everything = row(directory, float(end) - float(start))
        show(name, values)
        group = groups.setdefault(name.split("/")[0], [0] * len(COLUMNS))
        for sums in (total, group):
            for i, v in enumerate(values):
                sums[i] += v
        odd += [(name, *m) for m in mislabelled(directory, everything)]
        pools += 1
    for name, sums in groups.items():
        show(name + " total", sums)
    show(f"{pools} pools", total)
    print(f"\nlabelled accepted, but fail here: {len(odd)}")
    for name, candidate, verdict, test in odd:
        print(f"  {name} {candidate}: {verdict} on {test}")
    print(f"\n{pools} passed, 0 failed")


def spent():
    """What the search costs: runs of survivors on inputs, with it and without."""
    runs = Counter()
    for line in sys.stdin:
        directory = line.split()[1]
        for which in ("first", "top"):
            counts = json.loads(Path(directory, which, "report.json").read_text())["counts"]
            recalled = min(PANEL, counts["survivors"]) * counts["inputs"] if counts["runs_search"] else 0
            runs[which] += counts["runs_search"] + max(counts["runs"] - recalled, 0)
    print(f"runs of survivors on inputs: {runs['first']} without the search, about {runs['top']} with it")


spent() if sys.argv[1:] == ["spent"] else main()
