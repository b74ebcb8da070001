# SPDX-License-Identifier: MIT
# Wrong: counts by symmetry. Of all stretches it takes off the level ones and halves the rest, as if
# as many rose as fell.
n = int(input())
heights = {0: 1}
here = level = 0
for step in input():
    here += (step == "U") - (step == "D")
    level += heights.get(here, 0)
    heights[here] = heights.get(here, 0) + 1
print((n * (n + 1) // 2 - level) // 2)
