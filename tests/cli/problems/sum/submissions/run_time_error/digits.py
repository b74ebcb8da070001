# SPDX-License-Identifier: MIT
# Knows no minus sign.
a, b = input().split()
assert a.isdigit() and b.isdigit()
print(int(a) + int(b))
