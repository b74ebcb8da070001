# SPDX-License-Identifier: MIT
import sys
from itertools import combinations

longest = int(open(sys.argv[1]).read())


def reject(why):
    with open(sys.argv[3] + "judgemessage.txt", "w") as file:
        file.write(why)
    sys.exit(43)


words = sys.stdin.read().split()
if len(words) != {{marks}} or not all(word.isdigit() for word in words):
    reject("not {{marks}} numbers")
marks = [int(word) for word in words]
if marks != sorted(marks) or marks[0] != 0:
    reject("the marks do not ascend from 0")
if marks[-1] > longest:
    reject("too long: %d" % marks[-1])
distances = [b - a for a, b in combinations(marks, 2)]
if len(set(distances)) != len(distances):
    reject("two pairs of marks are the same distance apart")
sys.exit(42)
