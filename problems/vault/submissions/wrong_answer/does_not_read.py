# SPDX-License-Identifier: MIT
# Prints without reading, and far more than it may try.
for number in range(100000):
    print(number % 1000 + 1)
