# SPDX-License-Identifier: MIT
# Makes them equal where that is possible.
n = int(input())
print(n // 2, n - n // 2)
