# SPDX-License-Identifier: MIT
# Opens the vault and then fails.
low, high = 1, 1000
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == "open":
        raise ValueError("opened")
    if answer == "higher":
        low = middle + 1
    else:
        high = middle - 1
