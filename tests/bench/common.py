# SPDX-License-Identifier: MIT
"""What the benchmarks share: rows of the table, and commands that are run and measured.

A benchmark is a module with rows(quick), a generator of rows. The samples of a row have one unit.
Samples of `ours` and `baseline` are taken in pairs, one after the other; the ratio of the row is the
median of the pairs' ratios.
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WINNOW = os.environ.get("WINNOW", str(ROOT / "build" / "winnow"))
CORES = len(os.sched_getaffinity(0))
TICK = os.sysconf("SC_CLK_TCK")
SAMPLE_S = 0.05


def tell(text):
    print(text, file=sys.stderr, flush=True)


# ---- rows

def spread(samples):
    """min, median, p95 (nearest rank) and the number of samples."""
    ranked = sorted(samples)
    return {"min": ranked[0], "median": statistics.median(ranked),
            "p95": ranked[-(-len(ranked) * 95 // 100) - 1], "n": len(ranked)}


def row(benchmark, case, unit, ours, baseline=None, ratio_at_most=None, ours_at_most=None,
        goal=None, met=None):
    """The goal is a bound for the median, or words in `goal` with the answer in `met`."""
    made = {"benchmark": benchmark, "case": case, "unit": unit, "ours": spread(ours),
            "baseline": spread(baseline) if baseline else None, "ratio": None}
    if baseline:
        made["ratio"] = statistics.median(o / b for o, b in zip(ours, baseline, strict=True))
    if ratio_at_most is not None:
        goal, met = f"ratio <= {ratio_at_most:g}", made["ratio"] <= ratio_at_most
    if ours_at_most is not None:
        goal, met = f"<= {ours_at_most:g} {unit}", made["ours"]["median"] <= ours_at_most
    return made | {"goal": goal, "met": met}


# ---- measured commands

@dataclass
class Measured:
    """A command that has ended; times in seconds."""
    wall: float
    own_cpu: float  # of the process itself
    cpu: float      # its descendants included
    faults: int     # page faults, the same
    peak_mib: float  # the process's own resident set
    samples: list = field(repr=False)  # (seconds since the start, idle ticks, all ticks)

    def idle(self, begin, end):
        """The idle share of all cores' time from `begin` to `end`."""
        inside = [s for s in self.samples if begin <= s[0] <= end]
        if len(inside) < 2:
            return float("nan")
        return (inside[-1][1] - inside[0][1]) / (inside[-1][2] - inside[0][2])


def host_ticks():
    ticks = [int(t) for t in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


class Watch:
    """Samples a process and the host until the process has ended."""

    def __init__(self, process):
        self.process, self.samples, self.peak_mib = process, [], 0.0
        self.start = time.monotonic()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.ended.is_set():
            self.samples.append((time.monotonic() - self.start, *host_ticks()))
            status = Path(f"/proc/{self.process.pid}/status").read_text()
            peak = [line.split()[1] for line in status.split("\n") if line.startswith("VmHWM")]
            self.peak_mib = max(self.peak_mib, int(peak[0]) / 1024 if peak else 0)
            self.ended.wait(SAMPLE_S)

    def finish(self):
        """Waits for the process. It is reaped last, because its own times can be read only until then."""
        os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        wall = time.monotonic() - self.start
        self.ended.set()
        self.thread.join()
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        own = sum(map(int, text.rpartition(")")[2].split()[11:13])) / TICK
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return Measured(wall, own, usage.ru_utime + usage.ru_stime, usage.ru_minflt, self.peak_mib, self.samples)


def spent(command, **options):
    """Seconds of CPU of a command and its descendants."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, **({"stdout": subprocess.DEVNULL} | options))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(command, **options):
    """Runs a command. If it fails, its stderr is printed and the benchmark ends."""
    with tempfile.TemporaryFile() as complaints:
        options = {"stdout": subprocess.DEVNULL, "stderr": complaints} | options
        with subprocess.Popen([str(word) for word in command], **options) as process:
            measured = Watch(process).finish()
        if process.returncode != 0:
            complaints.seek(0)
            sys.exit(f"{command[0]}: exit code {process.returncode}\n"
                     f"{complaints.read().decode(errors='replace')}")
    return measured


def make_problem(folder, tests):
    """A bare problem of (input, output) pairs."""
    folder.mkdir()
    for number, (given, wanted) in enumerate(tests, 1):
        (folder / f"{number}.in").write_text(given)
        (folder / f"{number}.out").write_text(wanted)
    return folder
