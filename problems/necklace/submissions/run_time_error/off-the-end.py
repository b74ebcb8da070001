# SPDX-License-Identifier: MIT
# Crashes: doubles the necklace less one bead too many, and runs off the end (IndexError) when the
# arc from the last bead is the whole ring.
n = int(input())
beads = input()
ring = beads + beads[: n - 2]
kinds = len(set(beads))
held = dict.fromkeys(beads, 0)
have = right = 0
best = (n + 1, 0)
for left in range(n):
    while have < kinds and right < left + n:
        if not held[ring[right]]:
            have += 1
        held[ring[right]] += 1
        right += 1
    if have == kinds and right - left < best[0]:
        best = (right - left, left + 1)
    held[ring[left]] -= 1
    if not held[ring[left]]:
        have -= 1
print(*best)
