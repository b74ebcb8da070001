# SPDX-License-Identifier: MIT
# Too slow: measures layers a quarter of a unit high, each at its middle, which is exact; the
# highest tank has 80,000 layers with 1000 walls in each.
import sys

data = list(map(int, sys.stdin.read().split()))
n, h = data[:2]
corners = list(zip(data[2::2], data[3::2]))
sides = list(zip(corners, corners[1:] + corners[:1]))
area = 0.0
low, high = min(y for _, y in corners), min(h, max(y for _, y in corners))
for layer in range(4 * low, 4 * high):
    y = (layer + 0.5) / 4
    walls = sorted(
        ax + (bx - ax) * (y - ay) / (by - ay)
        for (ax, ay), (bx, by) in sides
        if (ay < y) != (by < y)
    )
    area += (sum(walls[1::2]) - sum(walls[::2])) / 4
print(f"{area:.9f}")
