# SPDX-License-Identifier: MIT
# Wrong: goes on past bead n for half the ring only. Hardly any shortest arc reaches farther than
# that.
n = int(input())
beads = input()
ring = beads + beads[: n // 2]
kinds = len(set(beads))
last = {}
best = (n, 1)
for right, bead in enumerate(ring):
    last[bead] = right
    if len(last) == kinds:
        left = min(last.values())
        best = min(best, (right - left + 1, left + 1))
print(*best)
