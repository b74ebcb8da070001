# SPDX-License-Identifier: MIT
# Too slow: tries the lengths from the shortest up, and counts the colours of every arc of each.
n = int(input())
beads = input()
ring = beads + beads
kinds = len(set(beads))


def search():
    for length in range(kinds, n + 1):
        for left in range(n):
            if len(set(ring[left : left + length])) == kinds:
                return length, left + 1


print(*search())
