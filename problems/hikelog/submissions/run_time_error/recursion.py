# SPDX-License-Identifier: MIT
# Crashes: one call a minute; walks of a thousand minutes and more end in a RecursionError.
n = int(input())
log = input()
visits = {0: 1}


def rest(i, here, below):
    if i == n:
        return 0
    if log[i] == "U":
        below += visits.get(here, 0)
        here += 1
    elif log[i] == "D":
        here -= 1
        below -= visits.get(here, 0)
    visits[here] = visits.get(here, 0) + 1
    return below + rest(i + 1, here, below)


print(rest(0, 0, 0))
