# SPDX-License-Identifier: MIT
it = iter([1, 2, 3])
for _ in range(100000): it = map(abs, it)
print("built")
