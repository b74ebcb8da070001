# SPDX-License-Identifier: MIT
#
# attack: prints without end, in Python.
# expect: OLE
# why: Python ignores SIGXFSZ and turns the refusal into an exception with exit status 1. The
#      verdict must be that of the limit all the same.

while True:
    print("x" * 65536)
