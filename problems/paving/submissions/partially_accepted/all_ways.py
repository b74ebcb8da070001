# SPDX-License-Identifier: MIT
# 20 points: counts the ways one by one.
def ways(n):
    return 1 if n <= 1 else ways(n - 1) + ways(n - 2)


print(ways(int(input())))
