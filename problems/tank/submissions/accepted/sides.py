# SPDX-License-Identifier: MIT
# Right: under each side, the signed area between it and the line x = 0, from its lower end to its
# upper end or the surface.
import sys

data = list(map(int, sys.stdin.read().split()))
n, h = data[:2]
corners = list(zip(data[2::2], data[3::2]))
area = 0.0
for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
    sign = 1
    if ay > by:
        ax, ay, bx, by, sign = bx, by, ax, ay, -1
    if ay == by or ay >= h:
        continue
    top = min(by, h)
    at_top = ax + (bx - ax) * (top - ay) / (by - ay)
    area += sign * (ax + at_top) / 2 * (top - ay)
print(f"{abs(area):.9f}")
