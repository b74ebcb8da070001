# SPDX-License-Identifier: MIT
# Wrong: flat minutes are dropped from the log, and with them the stretches that begin or end with
# one.
log = [c for c in open(0).read().split()[1] if c != "F"] or ["D"]
n = len(log)
visits = [0] * (2 * n + 1)
here = n
visits[here] = 1
below = total = 0
for step in log:
    if step == "U":
        below += visits[here]
        here += 1
    else:
        here -= 1
        below -= visits[here]
    visits[here] += 1
    total += below
print(total)
