# SPDX-License-Identifier: MIT
"""Finds everything that a winnow left behind. Used by attacks.py, faults.py, kill.py and soak.py.

The test makes itself a "child subreaper" (prctl(2)): an orphan below it becomes its own child. So
its descendants are all processes that its winnows started, and no processes of other winnows on
the same machine.
"""
import ctypes
import os
import re
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
SPARE_UIDS = 0x70000000  # as in sandbox/cell.c: 64 for each winnow


def adopt_orphans():
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def processes():
    """{pid: (parent, name, uid, state)} of all processes."""
    found = {}
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            stat = Path(entry.path, "stat").read_text(errors="replace")
            uid = os.stat(entry.path).st_uid
        except OSError:
            continue  # it has ended meanwhile
        name = stat[stat.index("(") + 1:stat.rindex(")")]
        state, parent = stat[stat.rindex(")") + 2:].split()[:2]
        found[int(entry.name)] = (int(parent), name, uid, state)
    return found


def spare_uids(winnow):
    first = SPARE_UIDS + (winnow & 0xfffff) * 64
    return range(first, first + 64)


def strangers(winnows=()):
    """Living processes below this one, and of the spare uids of these winnows, in words."""
    reap()
    found = processes()
    below = {os.getpid()}
    grown = True
    while grown:
        more = {pid for pid, p in found.items() if p[0] in below} - below
        grown = bool(more)
        below |= more
    uids = [spare_uids(winnow) for winnow in winnows]
    return [f"process {pid} ({name}, uid {uid:#x}, state {state})"
            for pid, (_, name, uid, state) in found.items()
            if pid != os.getpid() and (pid in below or any(uid in r for r in uids))]


def reap():
    """Reaps adopted orphans. Only to be called when no Popen is waiting."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass


def mounts():
    return Path("/proc/self/mountinfo").read_text().splitlines()


def mounts_of_cells(before):
    """New mounts in the places where cells make theirs (sandbox/inside/root.c); others are not ours."""
    place = re.compile(r"/(tmp|work)(/(usr|bin|lib\w*|etc|dev|proc)(/.*)?)?")
    return [line for line in mounts() if line not in before and place.fullmatch(line.split()[4])]


def lives(group):
    """Whether the winnow of "<pid>.<start time>.<number>" runs: in a long test its pid may be another's by now."""
    pid, start = group.split(".")[:2]
    try:
        return Path("/proc", pid, "stat").read_text().rsplit(")", 1)[1].split()[19] == start
    except (OSError, IndexError):
        return False


def groups(winnows):
    """Cgroups of these winnows, which have ended: "<pid>.<start time>.<number>" below any directory "winnow"."""
    points = [line.split()[4] for line in mounts() if " - cgroup" in line]
    found = []
    for point in points:
        for parent, directories, _ in os.walk(point):
            if os.path.basename(parent) == "winnow":
                found += [os.path.join(parent, name) for name in directories
                          if name.split(".")[0] in {str(pid) for pid in winnows} and not lives(name)]
                directories.clear()
    return found


def populated(group):
    """The number of processes in a group; 0 if there is no such group."""
    try:
        return len(Path(group, "cgroup.procs").read_text().split())
    except OSError:
        return 0


def wait_until_empty(look, seconds=2.0):
    """Calls look() until it finds nothing or the time is over; gives the last finding."""
    end = time.monotonic() + seconds
    while (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def files_below(*directories):
    return [os.path.join(parent, name) for directory in directories
            for parent, below, names in os.walk(directory) for name in below + names]


def files_of_cells(directory, winnows):
    """Names in a directory that belong to a spare uid of these winnows or are called after their cells."""
    uids = [spare_uids(winnow) for winnow in winnows]
    prefixes = tuple(f"winnow-cell.{winnow}." for winnow in winnows)
    found = []
    for entry in os.scandir(directory):
        try:
            uid = entry.stat(follow_symlinks=False).st_uid
        except OSError:
            continue
        if any(uid in r for r in uids) or entry.name.startswith(prefixes):
            found.append(entry.path)
    return found
