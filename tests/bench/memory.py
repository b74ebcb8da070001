#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Feeds N candidates to `winnow run` and tells its memory and its speed as it goes.

    tests/bench/memory.py [N] [--new SHARE] [--right SHARE] [--seed SEED] [-- OPTION...]

N is 200000; a million takes minutes with `--new 0.01`. OPTIONs are those of `winnow run`. The
memory is the RSS of the main process alone (VmRSS, VmHWM): the cells' inits and what they run are
other processes with limits of their own. The speed is that at which candidates are taken from a
pipe: as reading waits for judging, it is the filter's. WINNOW names the binary.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import stream

ROOT = Path(__file__).resolve().parent.parent.parent
WINNOW = os.environ.get("WINNOW", str(ROOT / "build" / "winnow"))
STEPS = 10


def memory_mib(pid):
    """(now, peak) of a living process, or None."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    found = [re.search(key + r":\s+(\d+) kB", status) for key in ("VmRSS", "VmHWM")]
    return tuple(int(m[1]) / 1024 for m in found) if all(found) else None


class Peak:
    """The main process's peak, looked at until it ends."""

    def __init__(self, process):
        self.mib = 0.0
        self.process = process
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while self.process.poll() is None:
            seen = memory_mib(self.process.pid)
            self.mib = max(self.mib, seen[1] if seen else 0)
            time.sleep(0.05)


def feed(process, arguments):
    """Writes the candidates, and tells of every tenth of them."""
    step = max(1, arguments.count // STEPS)
    before = time.monotonic()
    for number, line in enumerate(stream.lines(arguments.count, arguments.new, arguments.right,
                                               arguments.seed), 1):
        process.stdin.write(line.encode())
        if number % step == 0:
            process.stdin.flush()
            now, (rss, peak) = time.monotonic(), memory_mib(process.pid) or (0, 0)
            print(f"{number:9} candidates  {step / (now - before):7.0f}/s  RSS {rss:6.1f} MiB  "
                  f"peak {peak:6.1f} MiB", flush=True)
            before = now
    process.stdin.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    stream.add_options(parser)
    parser.add_argument("options", nargs="*", help="for winnow run, behind --")
    arguments = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "1.in").write_text("1 2\n")
        Path(scratch, "1.out").write_text("3\n")
        out = Path(scratch, "out")
        with subprocess.Popen([WINNOW, "run", scratch, "-", "-o", out, *arguments.options],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as winnow:
            peak = Peak(winnow)
            feed(winnow, arguments)
            winnow.wait()
        if winnow.returncode != 0:
            return winnow.returncode
        counts = json.loads(Path(out, "report.json").read_text())["counts"]
        journal = Path(out, "journal.jsonl").stat().st_size
    shown = "total", "unique", "compiled", "survivors", "survivors_dropped", "runs"
    print(", ".join(f"{key} {counts[key]}" for key in shown))
    print(f"{time.monotonic() - start:.0f} s in all, peak RSS {peak.mib:.1f} MiB, "
          f"journal {journal / 1e6:.1f} MB")
    return 0


sys.exit(main())
