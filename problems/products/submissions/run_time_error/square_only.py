# SPDX-License-Identifier: MIT
# Multiplies square matrices only.
n, m, p = map(int, input().split())
assert n == m == p
print(n**3)
for i in range(n):
    for j in range(n):
        for k in range(n):
            row = [0] * (3 * n * n)
            row[i * n + j] = row[n * n + j * n + k] = row[2 * n * n + i * n + k] = 1
            print(*row)
