#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Feeds N generated candidates to `winnow filter` and tells the main process's memory as it goes.

    tests/bench/memory.py [N]       default 200000; WINNOW names the binary

The figure is the RSS of the main process alone (VmRSS, VmHWM): the cells' inits and what they run
are other processes with limits of their own.
"""
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WINNOW = os.environ.get("WINNOW", str(ROOT / "build" / "winnow"))


def memory_mib(pid):
    """(now, peak) of a living process, or None."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    found = [re.search(key + r":\s+(\d+) kB", status) for key in ("VmRSS", "VmHWM")]
    return tuple(int(m[1]) / 1024 for m in found) if all(found) else None


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    start = shown = time.monotonic()
    peak = 0.0
    with tempfile.TemporaryFile() as out, \
            subprocess.Popen([sys.executable, HERE / "stream.py", str(count)],
                             stdout=subprocess.PIPE) as source, \
            subprocess.Popen([WINNOW, "filter", ROOT / "problems/beacons", "-"], stdin=source.stdout,
                             stdout=out, stderr=subprocess.DEVNULL) as winnow:
        source.stdout.close()
        while winnow.poll() is None:
            time.sleep(0.05)
            now = memory_mib(winnow.pid)
            if not now:
                continue
            peak = max(peak, now[1])
            if time.monotonic() - shown > 20:
                shown = time.monotonic()
                print(f"{shown - start:7.0f} s  RSS {now[0]:6.1f} MiB  peak {now[1]:6.1f} MiB", flush=True)
        out.seek(0)
        lines = sum(1 for _ in out)
    seconds = time.monotonic() - start
    print(f"{count} candidates in, {lines} lines out in {seconds:.0f} s ({count / seconds:.0f}/s), "
          f"exit status {winnow.returncode}, peak RSS {peak:.1f} MiB")
    return winnow.returncode


sys.exit(main())
