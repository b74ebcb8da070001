# SPDX-License-Identifier: MIT
"""Input validator: exit code 42 when standard input is a legal case, 43 when it is not."""
import re
import sys

MAX_BYTES = 1 << 20
HEAD = re.compile(rb"([1-9][0-9]{0,4}) (0|[1-9][0-9]{0,4})")
LINE = re.compile(rb"([1-9][0-9]{0,4}) ([1-9][0-9]{0,4}) ([1-9][0-9]{0,9})")


def valid(text):
    if not text.endswith(b"\n"):
        return False
    lines = text[:-1].split(b"\n")
    head = HEAD.fullmatch(lines[0])
    if not head:
        return False
    n, m = map(int, head.groups())
    if n > 20_000 or m > 30_000 or len(lines) != m + 1:
        return False
    for line in lines[1:]:
        match = LINE.fullmatch(line)
        if not match:
            return False
        u, v, w = map(int, match.groups())
        if u > n or v > n or u == v or w > 10**9:
            return False
    return True


sys.exit(42 if valid(sys.stdin.buffer.read(MAX_BYTES)) else 43)
