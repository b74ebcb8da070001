# SPDX-License-Identifier: MIT
# Writes digits, which are no letters.
print(input().split()[1])
