# SPDX-License-Identifier: MIT
# Right: keeps the number of earlier heights below the present one. A step of one metre changes it
# by the number of earlier visits to one height, so that each minute costs the same.
n = int(input())
visits = [0] * (2 * n + 1)
here = n
visits[here] = 1
below = total = 0
for step in input():
    if step == "U":
        below += visits[here]
        here += 1
    elif step == "D":
        here -= 1
        below -= visits[here]
    visits[here] += 1
    total += below
print(total)
