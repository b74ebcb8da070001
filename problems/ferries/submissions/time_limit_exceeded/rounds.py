# SPDX-License-Identifier: MIT
# Too slow: rounds of relaxing every line, until nothing changes. A long road whose lines are listed
# from the far end needs a round for each.
import sys

data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
lines = list(zip(data[2::3], data[3::3], data[4::3]))
lines += [(v, u, w) for u, v, w in lines]
far = float("inf")
full, used = [far] * (n + 1), [far] * (n + 1)
full[1] = used[1] = 0
changed = True
while changed:
    changed = False
    for u, v, w in lines:
        if full[u] + w < full[v]:
            full[v] = full[u] + w
            changed = True
        best = min(full[u] + w // 2, used[u] + w)
        if best < used[v]:
            used[v] = best
            changed = True
print("stranded" if used[n] == far else used[n])
