# SPDX-License-Identifier: MIT
# The smaller one first.
n = int(input())
a = (n - 1) // 2 if n > 2 else 1
print(a, n - a)
