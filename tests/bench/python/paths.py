# SPDX-License-Identifier: MIT
import sys
from collections import defaultdict
from heapq import heappop, heappush


def main():
    data = iter(map(int, sys.stdin.read().split()))
    n, m = next(data), next(data)
    roads = defaultdict(list)
    for _ in range(m):
        a, b, length = next(data), next(data), next(data)
        roads[a].append((b, length))
        roads[b].append((a, length))
    far = {1: 0}
    queue = [(0, 1)]
    while queue:
        d, here = heappop(queue)
        if d > far[here]:
            continue
        for there, length in roads[here]:
            if d + length < far.get(there, 10**18):
                far[there] = d + length
                heappush(queue, (d + length, there))
    print(*(far.get(i, -1) for i in range(1, n + 1)))


main()
