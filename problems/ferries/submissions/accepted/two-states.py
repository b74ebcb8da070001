# SPDX-License-Identifier: MIT
# Right: Dijkstra over pairs (harbour, voucher used), numbered u and u + n.
import sys
from heapq import heappop, heappush


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    rides = [[] for _ in range(n)]
    for u, v, w in zip(data[2::3], data[3::3], data[4::3]):
        rides[u - 1].append((v - 1, w))
        rides[v - 1].append((u - 1, w))
    cost = [float("inf")] * (2 * n)
    cost[0] = 0
    heap = [(0, 0)]
    while heap:
        c, state = heappop(heap)
        if c > cost[state]:
            continue
        if state % n == n - 1:
            return c
        if state < n:
            for v, w in rides[state]:
                if c + w < cost[v]:
                    cost[v] = c + w
                    heappush(heap, (c + w, v))
                if c + w // 2 < cost[v + n]:
                    cost[v + n] = c + w // 2
                    heappush(heap, (c + w // 2, v + n))
        else:
            for v, w in rides[state - n]:
                if c + w < cost[v + n]:
                    cost[v + n] = c + w
                    heappush(heap, (c + w, v + n))
    return "stranded"


print(main())
