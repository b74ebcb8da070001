#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges samples of HumanEval as its official runner is designed, to compare with.

    tests/bench/fork_and_manager.py PROBLEMS SAMPLES

For each sample a thread starts a manager, a process that keeps one list, and forks a process that executes program and
tests, and appends a word to that list. Four samples are under way at a time, each with 3 s. Both files are JSON lines.
Prints how many samples passed. Nothing is isolated.
"""
import contextlib
import io
import json
import multiprocessing
import os
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

WORKERS = 4
SECONDS = 3


class TooLong(Exception):
    pass


def stop(*_):
    raise TooLong


def execute(program, words):
    signal.signal(signal.SIGALRM, stop)
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                exec(program, {})  # pylint: disable=exec-used
                words.append("passed")
            except TooLong:
                words.append("timed out")
            except BaseException as failure:  # pylint: disable=broad-exception-caught
                words.append(f"failed: {failure}")
            signal.setitimer(signal.ITIMER_REAL, 0)
        os.chdir("/")


def judge(program):
    with multiprocessing.Manager() as manager:
        words = manager.list()
        process = multiprocessing.Process(target=execute, args=(program, words))
        process.start()
        process.join(SECONDS + 1)
        if process.is_alive():
            process.kill()
        return words[0] if len(words) > 0 else "timed out"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        problems = {row["task_id"]: row for row in map(json.loads, file)}
    with open(sys.argv[2], encoding="utf-8") as file:
        samples = [json.loads(line) for line in file]
    programs = [f"{problem['prompt']}{sample['completion']}\n{problem['test']}\ncheck({problem['entry_point']})"
                for sample in samples for problem in [problems[sample["task_id"]]]]
    with ThreadPoolExecutor(WORKERS) as pool:
        print(sum(word == "passed" for word in pool.map(judge, programs)))


if __name__ == "__main__":
    main()
