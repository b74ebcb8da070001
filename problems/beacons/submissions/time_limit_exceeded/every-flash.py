# SPDX-License-Identifier: MIT
# Too slow: steps from flash to flash, which is quick only while flashes are few.
a, b, c = map(int, input().split())
left, right = map(int, input().split())
count = 0
for x, y, z in (a, b, c), (b, a, c), (c, a, b):
    t = (left + x - 1) // x * x
    while t <= right:
        if t % y and t % z:
            count += 1
        t += x
print(count)
