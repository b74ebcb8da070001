# SPDX-License-Identifier: MIT
# 20 points: does not reduce, so long paths have other numbers.
before = now = 1
for _ in range(1, min(int(input()), 100)):
    before, now = now, before + now
print(now)
