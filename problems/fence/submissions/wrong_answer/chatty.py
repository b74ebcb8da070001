# SPDX-License-Identifier: MIT
# Says more than was asked.
n = int(input())
a = (n - 1) // 2 if n > 2 else 1
print(a, n - a, "planks")
