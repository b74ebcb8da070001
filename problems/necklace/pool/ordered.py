# SPDX-License-Identifier: MIT
# A dictionary in the order of the last sight of each colour; its first entry is where the arc
# begins.
def main():
    n = int(input())
    s = input().strip()
    k = len(set(s))
    last = {}
    best = n + 1
    start = 0
    for i in range(2 * n):
        c = s[i % n]
        if c in last:
            del last[c]
        last[c] = i
        if len(last) == k:
            j = last[next(iter(last))]
            if i - j + 1 < best:
                best = i - j + 1
                start = j + 1
    print(best, start)


main()
