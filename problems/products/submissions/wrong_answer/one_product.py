# SPDX-License-Identifier: MIT
# A single product: right where a single one is enough.
n, m, p = map(int, input().split())
print(1)
print(*[1] * (n * m + m * p + n * p))
