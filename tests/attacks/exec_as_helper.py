# SPDX-License-Identifier: MIT
#
# attack: runs other programs with the words of multiprocessing's helpers.
# expect: AC
# why: Only the interpreter itself may be executed, and only as such a helper.

import os
import sys

WORDS = "from multiprocessing.resource_tracker import main;main(0)"
PYTHON = sys.executable or "/usr/bin/python3"
COMMANDS = [
    ["/bin/sh", "-c", WORDS],
    ["/usr/bin/env", PYTHON, "-c", WORDS],
    [PYTHON, "-c", "print('ESCAPED')", "-c", WORDS],
    [PYTHON, "-m", "this", "-c", WORDS],
    [PYTHON, "/proc/self/fd/0", "-c", WORDS],
    [PYTHON, "-cprint('ESCAPED')", "-c", WORDS],
    [PYTHON],
]
ran = []
for command in COMMANDS:
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        try:
            os.execv(command[0], command)
        except OSError:
            os._exit(77)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 77:
        ran.append(command)
print("ESCAPED", ran) if ran else print("denied")
