# SPDX-License-Identifier: MIT
#
# attack: recurses without end, after lifting the interpreter's own limit.
# expect: RTE MLE
# expect-user: RTE MLE TLE
# why: Depending on the version the interpreter uses up its stack (a crash) or its memory. Where that
#      ends with MemoryError instead of a kill, unwinding a million frames takes its time.

import sys

sys.setrecursionlimit(1 << 30)


def descend(depth):
    return descend(depth + 1) + 1


print("ESCAPED", descend(0))
