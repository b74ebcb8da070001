# SPDX-License-Identifier: MIT
"""The host that figures were taken on."""
import os
import platform
import re
import subprocess
from pathlib import Path

from common import CORES, WINNOW


def first_line(*command):
    run = subprocess.run(command, capture_output=True, text=True)
    return (run.stdout or run.stderr).strip().split("\n")[0]


def virtualised(cpuinfo):
    """Whether the processor says that it is a guest's, and under whom if the firmware tells."""
    if not re.search(r"^flags.*\bhypervisor\b", cpuinfo, re.MULTILINE):
        return "no"
    try:
        return "yes: " + Path("/sys/class/dmi/id/sys_vendor").read_text().strip()
    except OSError:
        return "yes"


def describe():
    cpuinfo = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*: (.*)", cpuinfo, re.MULTILINE)
    return {
        "cpu": model[1] if model else platform.machine(),
        "cores": CORES,
        "virtualised": virtualised(cpuinfo),
        "kernel": platform.release(),
        "cgroup_version": 2 if Path("/sys/fs/cgroup/cgroup.controllers").exists() else 1,
        "uid": os.geteuid(),
        "gcc": first_line("/usr/bin/gcc", "--version"),
        "python": first_line("/usr/bin/python3", "--version"),
        "winnow": first_line(WINNOW, "--version"),
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }
