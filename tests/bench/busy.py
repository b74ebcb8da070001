# SPDX-License-Identifier: MIT
"""How well `-j` fills the cores, and the CPU time of the supervising process itself.

  filter    a mixed pool, every candidate compiled (the pool of endtoend.py)
  cluster   runs of a millisecond, the shortest possible, 50 for each survivor (the pool of clusters.py)

Idle is the share of all cores' time that was unused while work was queued, from the host's
/proc/stat: on a busy host the figure is meaningless. "Used" is the share of all cores' time that
winnow and its descendants took from start to end, from their own counters. One supervisor with a
core of its own keeps 64 cells busy if runs last at least 64 times its CPU time for a run.
"""
import tempfile
from pathlib import Path

import clusters
import endtoend
from common import CORES, ROOT, WINNOW, measure, row

IDLE_GOAL = 5
CELLS = 64
RAMP_S = 0.3  # in which cells are opened


def shares(case, measured, idle):
    yield row("busy", f"{case}: idle", "%", [100 * idle], ours_at_most=IDLE_GOAL)
    yield row("busy", f"{case}: used", "%", [100 * measured.cpu / measured.wall / CORES])
    yield row("busy", f"{case}: supervisor's CPU", "% of used", [100 * measured.own_cpu / measured.cpu])


def of_filter(work, quick):
    pool = work / "pool"
    count = endtoend.make_pool(pool, "necklace", 2 if quick else endtoend.COPIES)
    measured = measure([WINNOW, "filter", ROOT / "problems/necklace", pool, "--cache", "off"])
    last_ones = 0.9 * measured.wall  # later, fewer runs than cells may be left
    yield from shares(f"filter, {count} candidates", measured, measured.idle(RAMP_S, last_ones))


def of_cluster(work, quick):
    pool = clusters.Pool(work, 100 if quick else 1000)
    measured, report = pool.run(0, "--full-matrix")
    stages = report["timings"]
    begin = sum(stages[key] for key in ("set_up_ms", "filter_ms", "inputs_ms")) / 1000
    end = begin + stages["cluster_ms"] / 1000
    runs = report["counts"]["runs"] + pool.count  # of the filter
    each_ms = 1000 * measured.own_cpu / runs
    yield from shares(f"cluster, {runs} runs", measured, measured.idle(begin, end))
    yield row("busy", "cluster: supervisor's CPU a run", "ms", [each_ms])
    yield row("busy", f"shortest run that keeps {CELLS} cells busy", "ms", [CELLS * each_ms])


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        yield from of_filter(Path(name), quick)
        yield from of_cluster(Path(name), quick)
