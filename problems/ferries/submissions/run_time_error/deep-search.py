# SPDX-License-Identifier: MIT
# Crashes: a recursive search finds out first whether harbour n can be reached; a long road makes it
# go too deep (RecursionError).
import sys
from heapq import heappop, heappush

data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
rides = [[] for _ in range(n + 1)]
for u, v, w in zip(data[2::3], data[3::3], data[4::3]):
    rides[u].append((v, w))
    rides[v].append((u, w))
met = set()


def visit(u):
    met.add(u)
    for v, _ in rides[u]:
        if v not in met:
            visit(v)


def cheapest():
    done = set()
    heap = [(0, 1, 0)]
    while True:
        c, u, used = heappop(heap)
        if (u, used) in done:
            continue
        done.add((u, used))
        if u == n:
            return c
        for v, w in rides[u]:
            heappush(heap, (c + w, v, used))
            if not used:
                heappush(heap, (c + w // 2, v, 1))


visit(1)
print(cheapest() if n in met else "stranded")
