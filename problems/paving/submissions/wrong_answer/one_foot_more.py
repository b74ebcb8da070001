# SPDX-License-Identifier: MIT
# Paves one foot too much.
before = now = 1
for _ in range(int(input()) % 10**6):
    before, now = now, (before + now) % (10**9 + 7)
print(now)
