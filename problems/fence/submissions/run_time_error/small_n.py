# SPDX-License-Identifier: MIT
# Forgets that 2 has only one answer.
n = int(input())
a = (n - 1) // 2
print(a, n // a * a + n % a - a)
