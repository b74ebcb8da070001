# SPDX-License-Identifier: MIT
# Wrong: takes the tank to reach from its leftmost to its rightmost wall at every height, as if
# there were no dents in it.
import sys

data = list(map(int, sys.stdin.read().split()))
n, h = data[:2]
corners = list(zip(data[2::2], data[3::2]))
sides = list(zip(corners, corners[1:] + corners[:1]))
heights = sorted({y for _, y in corners if y < h} | {h})
area = 0.0
for low, high in zip(heights, heights[1:]):
    middle = (low + high) / 2
    walls = [
        ax + (bx - ax) * (middle - ay) / (by - ay)
        for (ax, ay), (bx, by) in sides
        if min(ay, by) < middle < max(ay, by)
    ]
    if walls:
        area += (max(walls) - min(walls)) * (high - low)
print(f"{area:.9f}")
