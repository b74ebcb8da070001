# SPDX-License-Identifier: MIT
"""The line that tells people how far a run is, on a terminal."""
import os
import pty
import re
import subprocess

from cli_winnow import PATIENCE, check, holds, same

RUN = "run problems/sum pools/clusters.jsonl --inputs problems/sum/data/secret --evaluate --fresh -o out"


def on_terminal(scratch, words, **environment):
    """What winnow wrote to a terminal as its stderr."""
    own, its = pty.openpty()
    with subprocess.Popen(["winnow", *words.split()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=its,
                          cwd=scratch.place, env={**scratch.environment, "TERM": "xterm", **environment}) as process:
        os.close(its)
        text = b""
        try:
            while part := os.read(own, 4096):
                text += part
        except OSError:  # EIO: the last writer has gone
            pass
        same(process.wait(PATIENCE), 0, "exit code")
    os.close(own)
    return text.decode()


@check("a terminal shows the funnel of a run as it grows, and keeps nothing of it")
def funnel(scratch):
    text = on_terminal(scratch, RUN, NO_COLOR="1")
    shown = [line for line in re.split(r"\r\033\[K", text) if line]
    found = re.search(r"filter   (\d+) read > (\d+) distinct > (\d+) judged > (\d+) compile > (\d+) survive", text)
    holds(found, f"the filter is not shown: {shown}")
    numbers = [int(number) for number in found.groups()]
    same(numbers, sorted(numbers, reverse=True), "a funnel")
    holds(re.search(r"cluster  7 survive > \d clusters, \d+ of at most 21 runs", text), f"the clusters are not shown: {shown}")
    holds(re.search(r"evaluate 4 clusters > 7 submissions, \d of 7 judged", text), f"the choice is not shown: {shown}")
    holds(text.endswith("\r\033[K"), "the last line is not cleared")
    same(re.findall(r"\033\[[\d;]*m", text), [], "colours, with NO_COLOR")


@check("the progress line has colour on a terminal, unless NO_COLOR is set, and is nowhere else")
def colour(scratch):
    holds("\033[1mfilter" in on_terminal(scratch, RUN), "no colour")
    same(scratch.winnow(RUN).expect(0).err, "", "stderr that is no terminal")
    same(on_terminal(scratch, RUN, TERM="dumb"), "", "a dumb terminal")
