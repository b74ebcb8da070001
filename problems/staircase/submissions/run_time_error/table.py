# SPDX-License-Identifier: MIT
# Crashes: looks the next full staircase up in a table of 100,000, and runs off its end
# (IndexError).
from bisect import bisect_right

full = [k * (k + 1) // 2 for k in range(100_000)]
for _ in range(int(input())):
    s = int(input())
    k = bisect_right(full, s)
    missing = full[k] - s
    print(k - 1, k - missing)
