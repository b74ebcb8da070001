# SPDX-License-Identifier: MIT
# Tries every number in turn.
for number in range(1, 1001):
    print(number, flush=True)
    if input() == "open":
        break
