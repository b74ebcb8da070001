# SPDX-License-Identifier: MIT
#
# attack: forks without end, in Python.
# expect: RTE TLE MLE
# why: When it is refused it raises an error, in some processes or in all; until then it uses CPU
#      time. Sixty interpreters need more memory than one program is allowed.

import os

while True:
    os.fork()
