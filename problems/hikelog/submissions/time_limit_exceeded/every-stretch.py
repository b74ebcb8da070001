# SPDX-License-Identifier: MIT
# Too slow: compares every two heights of the walk.
from itertools import accumulate

n = int(input())
heights = list(accumulate(((c == "U") - (c == "D") for c in input()), initial=0))
total = 0
for i, start in enumerate(heights):
    for end in heights[i + 1 :]:
        if end > start:
            total += 1
print(total)
