#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""examples/slurm/ on a real Slurm of two nodes, one of which dies half-way.

    tests/slurm.py

Starts slurmctld and two slurmd on this host, submits the job array and its merge job as a user would, and kills a node
(slurmd and all that runs below it) while its shard is half judged. Slurm must start that shard again on the other node,
where it goes on from its journal, and the merged report must be that of an unsharded run. It waits for events, never for a
time, and ends all that it has started. It needs root and Debian's slurm-wlm, which `make test-slurm` installs; without them it
is skipped, or fails with WINNOW_MUST_SLURM=1. WINNOW names the binary.
"""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eval_journal import noted

HERE = Path(__file__).resolve().parent
WINNOW = Path(os.environ.get("WINNOW", HERE.parent / "build" / "winnow")).resolve()
NODES = ("alpha", "beta")
SHARDS = 4
PATIENCE = 900  # seconds, for what hangs
# Each program sleeps, so that a shard takes a few seconds on any host, and is seen half-way.
PROGRAM = "import time\ntime.sleep(0.25)\nprint({} + sum(map(int, input().split())))"
MEASURED = re.compile(r'"(cpu_ms|wall_ms|memory_kib)":[\d.]+')

# Without munge and cgroups. cred_expire is also how long a job that is started again has to wait (slurm.conf(5)).
CONF = """\
ClusterName=winnow
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/%n
SlurmctldPidFile={place}/slurmctld.pid
SlurmdPidFile={place}/%n.pid
SlurmctldLogFile={place}/slurmctld.log
SlurmdLogFile={place}/%n.log
SlurmdTimeout=10
JobRequeue=1
NodeName=alpha NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1
NodeName=beta NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1
PartitionName=all Nodes=alpha,beta Default=YES State=UP MaxTime=INFINITE
"""


class Failure(Exception):
    """What should have happened did not."""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(what, condition):
    until = time.monotonic() + PATIENCE
    while not (found := condition()):
        if time.monotonic() > until:
            raise Failure(f"waited in vain for {what}")
        time.sleep(0.02)
    return found


# ---- processes

def processes():
    """{pid: (ppid, environment)}"""
    found = {}
    for entry in os.listdir("/proc"):
        try:
            stat = Path(f"/proc/{entry}/stat").read_text() if entry.isdigit() else ""
            environment = Path(f"/proc/{entry}/environ").read_bytes() if stat else b""
        except OSError:
            continue
        if stat:
            found[int(entry)] = (int(stat.rpartition(")")[2].split()[1]), environment)
    return found


def of_node(node, place):
    """The processes of the node: those that its jobs have started, and the step daemons above them."""
    every = processes()
    mine = {pid for pid, (_, environment) in every.items()
            if f"SLURMD_NODENAME={node}\0".encode() in environment and f"{place}/".encode() in environment}
    for pid in list(mine):
        parent = every[pid][0]
        while parent in every and parent > 1 and "slurmstepd" in command_of(parent):
            mine.add(parent)
            parent = every[parent][0]
    return mine


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def kill_all(node, place):
    """Until none is left: they may be starting others."""
    def kill_once():
        left = of_node(node, place)
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return not left
    wait_for(f"the processes of {node} to end", kill_once)


# ---- the cluster

class Cluster:
    def __init__(self, place):
        self.place = place
        for name in ("state", *NODES, "bin"):
            (place / name).mkdir()
        shutil.copy(WINNOW, place / "bin" / "winnow")
        conf = place / "slurm.conf"
        conf.write_text(CONF.format(host=socket.gethostname(), place=place, ports=free_ports(3)))
        self.environment = {**os.environ, "SLURM_CONF": str(conf), "PATH": f"{place}/bin:{os.environ['PATH']}", "CPUS": "1",
                            "WINNOW_CACHE": "off"}
        self.daemons = {}

    def start(self):
        self.daemon("slurmctld", "slurmctld", "-D")
        for node in NODES:
            self.daemon(node, "slurmd", "-D", "-N", node)
        wait_for("two idle nodes", lambda: self.run("sinfo", "-h", "-N", "-o", "%t", check=False).split() == ["idle", "idle"])

    def daemon(self, name, *words):
        with open(self.place / f"{name}.out", "wb") as log:
            self.daemons[name] = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def run(self, *words, check=True):
        done = subprocess.run(words, env=self.environment, cwd=self.place, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if check and done.returncode != 0:
            raise Failure(f"{' '.join(words)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def tasks(self):
        """{array index: (state, node)} of the tasks that have been placed."""
        rows = self.run("squeue", "-h", "-a", "-t", "all", "-r", "-o", "%K %T %N").splitlines()
        return {int(index): (state, where[0] if where else "") for index, state, *where in map(str.split, rows) if index.isdigit()}

    def kill_node(self, node):
        self.daemons[node].kill()
        self.daemons[node].wait()
        kill_all(node, self.place)

    def stop(self):
        self.run("scancel", "-u", "root", check=False)
        for process in self.daemons.values():
            process.kill()
            process.wait()
        for node in NODES:
            kill_all(node, self.place)


# ---- the test

def write_samples(place):
    suite = [{"id": f"sum/{task}", "inputs": [f"1 {task}\n"], "outputs": [str(1 + task)]} for task in range(8)]
    rows = [{"id": f"sum/{task}", "solution": PROGRAM.format(number % 3) + f" # {number}"} for number in range(10) for task in range(8)]
    for name, content in (("suite.jsonl", suite), ("samples.jsonl", rows)):
        (place / name).write_text("".join(json.dumps(row) + "\n" for row in content))


def half_way(cluster, out):
    """(index, node) of a shard that has noted outcomes, but has not ended."""
    for index, (state, node) in cluster.tasks().items():
        place = out / f"shard-{index}-of-{SHARDS}"
        if state == "RUNNING" and node in NODES and noted(place / "journal.db") > 4 and not (place / "shard.jsonl").exists():
            return index, node
    return None


def report(place):
    return {name: MEASURED.sub("#", (place / name).read_text()) for name in ("report.json", "samples.jsonl")}


def same_reports(cluster):
    out, place = cluster.place / "out", cluster.place
    print(cluster.run(str(HERE.parent / "examples/slurm/submit.sh"), "suite.jsonl", "samples.jsonl", "out", str(SHARDS)).strip())
    index, node = wait_for("a shard that is half judged", lambda: half_way(cluster, out))
    cluster.kill_node(node)
    known = noted(out / f"shard-{index}-of-{SHARDS}/journal.db")
    if (out / f"shard-{index}-of-{SHARDS}/shard.jsonl").exists():
        raise Failure("the shard had ended before its node was killed")
    print(f"killed node {node} with {known} programs of shard {index} judged")
    wait_for("the report", (out / "report.json").exists)
    log = (out / f"shard-{index}.log").read_text()
    if f"{known} of 20 programs are known from an earlier run" not in log:
        raise Failure(f"shard {index} did not go on from its journal:\n{log}")
    cluster.run("winnow", "eval", "suite.jsonl", "samples.jsonl", "-o", "whole", "-j", "2")
    if report(out) != report(place / "whole"):
        raise Failure("the merged report is not that of an unsharded run")
    print(f"shard {index} went on elsewhere; the merged report is that of an unsharded run")


def run_test():
    with tempfile.TemporaryDirectory(prefix="slurm-") as name:
        cluster = Cluster(Path(name))
        write_samples(cluster.place)
        try:
            cluster.start()
            same_reports(cluster)
        except Failure as failure:
            print(f"FAIL  {failure}")
            for log in sorted(cluster.place.glob("*.log")):
                print(f"{log.name}: {log.read_text()[-2000:]}")
            return 1
        finally:
            cluster.stop()
    return 0


def prepare(must):
    """Why the test cannot be had here, or None."""
    if os.geteuid() != 0:
        return "it needs root"
    if must:
        subprocess.run([HERE / "deps.sh", "slurm-wlm"], check=True)
    missing = [name for name in ("slurmctld", "slurmd", "sbatch") if not shutil.which(name)]
    return f"not installed: {', '.join(missing)} (make test-slurm)" if missing else None


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # which ends the daemons too
    must = os.environ.get("WINNOW_MUST_SLURM") == "1"
    reason = prepare(must)
    if reason:
        print(f"skip  Slurm: {reason}")
        print("0 passed, 1 failed" if must else "0 passed, 0 failed, 1 skipped")
        return int(must)
    failed = run_test()
    print(f"{1 - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
