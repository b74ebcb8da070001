# SPDX-License-Identifier: MIT
print(2 * int(input()))
