# SPDX-License-Identifier: MIT
# Wrong: of parallel lines only the last one read is kept.
import sys
from heapq import heappop, heappush

data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
rides = [{} for _ in range(n + 1)]
for u, v, w in zip(data[2::3], data[3::3], data[4::3]):
    rides[u][v] = rides[v][u] = w
done = set()
heap = [(0, 1, 0)]
answer = "stranded"
while heap:
    c, u, used = heappop(heap)
    if (u, used) in done:
        continue
    done.add((u, used))
    if u == n:
        answer = c
        break
    for v, w in rides[u].items():
        heappush(heap, (c + w, v, used))
        if not used:
            heappush(heap, (c + w // 2, v, 1))
print(answer)
