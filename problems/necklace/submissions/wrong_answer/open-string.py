# SPDX-License-Identifier: MIT
# Wrong: takes the necklace for an open string, and misses the arcs that go round past bead n.
n = int(input())
beads = input()
kinds = len(set(beads))
last = {}
best = (n, 1)
for right, bead in enumerate(beads):
    last[bead] = right
    if len(last) == kinds:
        left = min(last.values())
        best = min(best, (right - left + 1, left + 1))
print(*best)
