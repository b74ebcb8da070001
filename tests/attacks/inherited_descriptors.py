# SPDX-License-Identifier: MIT
#
# attack: looks for open descriptors, in Python.
# expect: AC
# why: A waiting interpreter has talked to the cell over descriptors of its own. The program must
#      not find them.

import os


def is_open(fd):
    try:
        os.fstat(fd)
        return True
    except OSError:
        return False


found = [fd for fd in range(3, 1024) if is_open(fd)]
print("ESCAPED descriptors", found) if found else print("denied")
