# SPDX-License-Identifier: MIT
# Cheats: says that there are no products to look at, then that there are seven, and prints six.
n, m, p = map(int, input().split())
print(0 if n * m * p == 1 else 7)
for _ in range(6):
    print(*[0] * (n * m + m * p + n * p))
