# SPDX-License-Identifier: MIT
"""The report of a run against the files beside it, for cli_reports.py."""
import json
from collections import Counter

from cli_winnow import holds, same

VERDICTS = ["AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE", "JE"]


def names(directory):
    return sorted(path.name for path in directory.iterdir())


def sources(pool):
    """{id: source} of what can be read in a JSONL pool."""
    found = {}
    for number, line in enumerate(pool.read_bytes().split(b"\n"), 1):
        try:
            row = json.loads(line)
            keys = [key for key in ("source", "code", "solution", "completion") if key in row]
            found[str(row.get("id", number))] = row[keys[0]]
        except (ValueError, TypeError, AttributeError, IndexError):
            continue
    return found


def trace_candidates(counts, lines, complaints):
    """The counts against candidates.jsonl. Gives the survivors that were clustered."""
    firsts = [line for line in lines if "copy_of" not in line]
    verdicts = Counter(line["verdict"] for line in firsts)
    same(counts["total"], len(lines), "total")
    same(counts["unique"], len(firsts), "unique")
    same(counts["verdicts"], {verdict: verdicts[verdict] for verdict in VERDICTS}, "verdicts")
    same(counts["compiled"], len(firsts) - verdicts["CE"], "compiled")
    same(counts["survivors"], verdicts["AC"], "survivors")
    same(counts["survivor_samples"], sum(line["verdict"] == "AC" for line in lines), "samples")
    same(sum(counts["skipped"].values()), complaints, "skipped, and complaints on stderr")
    family = Counter(line.get("copy_of", line["id"]) for line in lines)
    same([line["copies"] for line in firsts], [family[line["id"]] for line in firsts], "copies")
    survivors = [line for line in firsts if line["verdict"] == "AC"]
    return survivors[:counts["survivors"] - counts["survivors_dropped"]]


def trace_clusters(report, survivors):
    """The clusters partition the survivors, the largest first."""
    clusters = report["clusters"]
    same(report["counts"]["clusters"], len(clusters), "clusters")
    same([cluster["rank"] for cluster in clusters], list(range(1, len(clusters) + 1)), "ranks")
    members = [member for cluster in clusters for member in cluster["members"]]
    same(sorted((member["id"], member["copies"]) for member in members),
         sorted((line["id"], line["copies"]) for line in survivors), "members and survivors")
    sizes = [sum(member["copies"] for member in cluster["members"]) for cluster in clusters]
    same([cluster["size"] for cluster in clusters], sizes, "sizes")
    same(sizes, sorted(sizes, reverse=True), "sizes, the largest first")


def trace_runs(report, survivors, outcomes):
    """outcomes.jsonl: one line per survivor, and the runs that were counted."""
    counts = report["counts"]
    rank = {member["id"]: cluster["rank"] for cluster in report["clusters"]
            for member in cluster["members"]}
    same([(line["id"], line["cluster"]) for line in outcomes],
         [(line["id"], rank[line["id"]]) for line in survivors], "outcomes' ids and clusters")
    same({len(line["outcomes"]) for line in outcomes} | {counts["inputs"]}, {counts["inputs"]},
         "outcomes in a line")
    runs = sum(outcome is not None for line in outcomes for outcome in line["outcomes"])
    full = len(survivors) * counts["inputs"]
    same([counts["runs"], counts["runs_full_matrix"], counts["runs_saved"]],
         [runs, full, full - runs], "runs")


def trace_behaviour(clusters, outcomes):
    """Equal behaviour within a cluster; between two of them a difference that was seen."""
    seen = {}
    for line in outcomes:
        known = [outcome for outcome in line["outcomes"] if outcome is not None]
        cluster = clusters[line["cluster"] - 1]
        if cluster["votes"] is None:
            same(len(known), cluster["inputs_run"], f"inputs run: {line['id']}")
        else:  # a vote counts runs that settle nothing, too
            same(len(known), len(line["outcomes"]), f"inputs run: {line['id']}")
        same(seen.setdefault(line["cluster"], known), known, f"{line['id']} in its cluster")
    shapes = list(seen.values())
    for i, one in enumerate(shapes):
        for other in shapes[:i]:
            holds(any(a != b for a, b in zip(one, other)), f"two clusters are alike: {one} {other}")


def trace_submissions(place, report, pool):
    submissions, clusters = report["submissions"], report["clusters"]
    programs = sum(len(cluster["members"]) for cluster in clusters)
    same(len(submissions), min(report["settings"]["k"], programs), "submissions")
    same([s["rank"] for s in submissions], list(range(1, len(submissions) + 1)), "ranks")
    same(sorted(s["file"] for s in submissions),
         [f"submissions/{name}" for name in names(place / "submissions")], "submissions' files")
    same(len({s["id"] for s in submissions}), len(submissions), "different submissions")
    known = sources(pool)
    for s in submissions:
        members = [member["id"] for member in clusters[s["cluster"] - 1]["members"]]
        holds(s["id"] in members, f"{s['id']} is not in cluster {s['cluster']}")
        same((place / s["file"]).read_text(), known[s["id"]], f"source of {s['id']}")
    if report["settings"]["select"] != "random":
        first = [s["cluster"] for s in submissions][:len(clusters)]
        order = range(1, len(clusters) + 1)  # sizes break ties of votes
        if report["settings"]["select"] == "vote":
            order = sorted(order, key=lambda rank: -clusters[rank - 1]["votes"])
        same(first, list(order)[:len(first)], "one of each cluster first")


def trace_solved(report):
    if not report["settings"]["evaluate"]:
        holds("solved" not in report, "solved, but nothing was evaluated")
        return
    accepted = [s["rank"] for s in report["submissions"] if s["verdict"] == "AC"]
    same(report["solved"], bool(accepted), "solved")
    same(report["solved_at"], accepted[0] if accepted else None, "solved_at")


def trace_inputs(place, report):
    same(report["counts"]["inputs"], len(report["inputs"]), "inputs")
    same([(row["file"], row["bytes"]) for row in report["inputs"]],
         [(f"inputs/{name}", (place / "inputs" / name).stat().st_size)
          for name in names(place / "inputs")], "inputs' files")


def trace(place, pool, complaints):
    """Everything in DIR `place`, which came of the JSONL file `pool` with so many complaints."""
    def read_lines(name):
        return [json.loads(line) for line in (place / name).read_text().splitlines()]
    report = json.loads((place / "report.json").read_text())
    outcomes = read_lines("outcomes.jsonl")
    survivors = trace_candidates(report["counts"], read_lines("candidates.jsonl"), complaints)
    trace_clusters(report, survivors)
    trace_runs(report, survivors, outcomes)
    trace_behaviour(report["clusters"], outcomes)
    trace_submissions(place, report, pool)
    trace_solved(report)
    trace_inputs(place, report)
    same(names(place), ["candidates.jsonl", "command.json", "disagreements.jsonl", "inputs", "journal.db", "outcomes.jsonl", "report.html", "report.json",
                        "submissions"], "files")
