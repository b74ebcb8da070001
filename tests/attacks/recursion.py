# SPDX-License-Identifier: MIT
#
# attack: recurses without end.
# expect: RTE
# why: RecursionError, exit status 1.

def descend(depth):
    return descend(depth + 1) + 1


print("ESCAPED", descend(0))
