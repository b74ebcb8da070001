# SPDX-License-Identifier: MIT
# Right: for each right end, moves the left end on while the bead there is held once more to its
# right.
n = int(input())
beads = input()
kinds = len(set(beads))
held = dict.fromkeys(beads, 0)
have = left = 0
best = (n + 1, 0)
for right, bead in enumerate(beads + beads):
    if not held[bead]:
        have += 1
    held[bead] += 1
    if have < kinds:
        continue
    while held[beads[left % n]] > 1:
        held[beads[left % n]] -= 1
        left += 1
    if left >= n:
        break
    if right - left + 1 < best[0]:
        best = (right - left + 1, left + 1)
print(*best)
