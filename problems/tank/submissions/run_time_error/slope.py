# SPDX-License-Identifier: MIT
# Crashes: works with the slope of each side, and an upright side has none (ZeroDivisionError).
import sys

data = list(map(int, sys.stdin.read().split()))
n, h = data[:2]
corners = list(zip(data[2::2], data[3::2]))
area = 0.0
for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
    slope = (by - ay) / (bx - ax)
    if ay >= h and by >= h:
        continue
    if ay > h:
        ax, ay = ax + (h - ay) / slope, h
    if by > h:
        bx, by = bx + (h - by) / slope, h
    area += (bx - ax) * ((ay + by) / 2 - h)
print(f"{abs(area):.9f}")
