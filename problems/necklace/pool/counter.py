# SPDX-License-Identifier: MIT
# Two ends and a Counter.
from collections import Counter

n = int(input())
s = input()
need = len(set(s))
have = Counter()
kinds = 0
r = 0
ans = (n + 5, 0)
for l in range(n):
    while kinds < need and r < l + n:
        c = s[r % n]
        have[c] += 1
        if have[c] == 1:
            kinds += 1
        r += 1
    if kinds == need:
        ans = min(ans, (r - l, l + 1))
    c = s[l]
    have[c] -= 1
    if have[c] == 0:
        kinds -= 1
print(ans[0], ans[1])
