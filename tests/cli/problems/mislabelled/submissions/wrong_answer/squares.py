# SPDX-License-Identifier: MIT
print(int(input()) ** 2)
