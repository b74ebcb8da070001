# SPDX-License-Identifier: MIT
"""Sessions with winnow, compared with those in tests/cli/golden/*.txt.

A session is the text of a terminal: a command after "$ ", its stdout, its stderr after "2> ", and
"exit N". Text between that and the next command is a remark. /bin/sh runs the commands; the table in
cli_winnow.py masks volatile values. To add a case, write its "$ " line; `tests/cli.py --update` adds
the rest, which must be read before it is committed.
"""
import difflib
import re

from cli_winnow import HERE, mask

GOLDEN = HERE / "cli" / "golden"
SHOWN = 40  # lines of a difference


class Case:
    def __init__(self, command, remarks):
        self.command = command
        self.remarks = remarks  # the lines before it
        self.expected = []

    def play(self, scratch):
        """What the command prints now, in lines."""
        outcome = scratch.run(["/bin/sh", "-c", self.command])
        shown = mask(outcome.out).splitlines()
        if outcome.out and not outcome.out.endswith("\n"):
            shown.append("(without a line end)")
        shown += [("2> " + line).rstrip() for line in mask(outcome.err).splitlines()]
        return shown + [f"exit {outcome.code}"]


def read_session(path):
    """(cases, remarks after the last one)"""
    cases, remarks, open_case = [], [], None
    for line in path.read_text().splitlines():
        if line.startswith("$ "):
            if open_case:  # it is new and has no output yet: what followed it are remarks
                remarks, open_case.expected = open_case.expected, []
            open_case = Case(line[2:], remarks)
            cases.append(open_case)
            remarks = []
        elif open_case:
            open_case.expected.append(line)
            if re.fullmatch(r"exit \d+", line):
                open_case = None
        else:
            remarks.append(line)
    return cases, remarks


def write_session(path, played, remarks):
    lines = []
    for case, shown in played:
        lines += (case.remarks or [""]) + [f"$ {case.command}"] + shown
    path.write_text("\n".join(lines + remarks) + "\n")


def difference(case, shown):
    lines = difflib.unified_diff(case.expected, shown, "golden", "now", lineterm="", n=1)
    return "\n".join(f"    {line}" for line in list(lines)[2:2 + SHOWN])


def play_session(scratch, path, tally, update):
    cases, remarks = read_session(path)
    played = []
    for case in cases:
        shown = case.play(scratch)
        played.append((case, shown))
        if update:
            continue
        wrong = difference(case, shown)
        tally.add(not wrong, f"{path.stem}: $ {case.command}", wrong)
    if update:
        write_session(path, played, remarks)
