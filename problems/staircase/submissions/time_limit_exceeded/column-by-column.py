# SPDX-License-Identifier: MIT
# Too slow: lays column after column.
for _ in range(int(input())):
    s = int(input())
    k = 0
    while s > k:
        k += 1
        s -= k
    print(k, s)
