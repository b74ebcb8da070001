# SPDX-License-Identifier: MIT
# Wrong: finds the cheapest way without the voucher, then uses it on the dearest ride of that way.
import sys
from heapq import heappop, heappush


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    rides = [[] for _ in range(n + 1)]
    for u, v, w in zip(data[2::3], data[3::3], data[4::3]):
        rides[u].append((v, w))
        rides[v].append((u, w))
    best = {}
    heap = [(0, 0, 1)]
    while heap:
        c, dearest, u = heappop(heap)
        if u in best:
            continue
        best[u] = c - (dearest + 1) // 2
        for v, w in rides[u]:
            if v not in best:
                heappush(heap, (c + w, max(dearest, w), v))
    return best.get(n, "stranded")


print(main())
