# SPDX-License-Identifier: MIT
"""
Input validator: exit code 42 when standard input is a legal case, 43 when it is not.

That the outline is simple is checked in whole numbers: two sides that are not neighbours share no
point, and two neighbours share only their corner. Sides are swept in order of their left end, so
that only pairs that overlap in x are looked at.
"""
import re
import sys

MAX_BYTES = 1 << 16
NUMBER = rb"(0|-?[1-9][0-9]{0,4})"
HEAD = re.compile(rb"([1-9][0-9]{0,3}) " + NUMBER)
CORNER = re.compile(NUMBER + b" " + NUMBER)
REACH = 10**4


def turn(p, q, r):
    """The sign of the turn p -> q -> r."""
    cross = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return (cross > 0) - (cross < 0)


def in_box(p, q, r):
    """Whether r, known to lie on the line through p and q, lies between them."""
    return min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])


def touch(p, q, r, s):
    """Whether the segments pq and rs have a point in common."""
    if max(p[1], q[1]) < min(r[1], s[1]) or max(r[1], s[1]) < min(p[1], q[1]):
        return False
    a, b, c, d = turn(p, q, r), turn(p, q, s), turn(r, s, p), turn(r, s, q)
    if a * b < 0 and c * d < 0:
        return True
    return (
        (a == 0 and in_box(p, q, r))
        or (b == 0 and in_box(p, q, s))
        or (c == 0 and in_box(r, s, p))
        or (d == 0 and in_box(r, s, q))
    )


def turns_back(p, q, r):
    """Whether the side qr runs back over the side pq."""
    forward = (q[0] - p[0]) * (r[0] - q[0]) + (q[1] - p[1]) * (r[1] - q[1])
    return turn(p, q, r) == 0 and forward <= 0


def simple(corners):
    n = len(corners)
    sides = [(corners[i], corners[(i + 1) % n]) for i in range(n)]
    if any(p == q for p, q in sides):
        return False
    if any(turns_back(*sides[i], sides[(i + 1) % n][1]) for i in range(n)):
        return False
    order = sorted(range(n), key=lambda i: min(sides[i][0][0], sides[i][1][0]))
    for at, i in enumerate(order):
        p, q = sides[i]
        right = max(p[0], q[0])
        for j in order[at + 1 :]:
            r, s = sides[j]
            if min(r[0], s[0]) > right:
                break
            if (i - j) % n not in (1, n - 1) and touch(p, q, r, s):
                return False
    return True


def valid(text):
    if not text.endswith(b"\n"):
        return False
    lines = text[:-1].split(b"\n")
    head = HEAD.fullmatch(lines[0])
    if not head:
        return False
    n, h = map(int, head.groups())
    if not 3 <= n <= 1000 or abs(h) > REACH or len(lines) != n + 1:
        return False
    matches = [CORNER.fullmatch(line) for line in lines[1:]]
    if not all(matches):
        return False
    corners = [tuple(map(int, match.groups())) for match in matches]
    return all(abs(x) <= REACH and abs(y) <= REACH for x, y in corners) and simple(corners)


sys.exit(42 if valid(sys.stdin.buffer.read(MAX_BYTES)) else 43)
