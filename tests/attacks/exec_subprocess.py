# SPDX-License-Identifier: MIT
#
# attack: runs a shell, a compiler and another interpreter by subprocess.
# expect: AC
# why: None may be executed: the interpreter's profile allows no other program, not even its own
#      kind.

import subprocess
import sys

COMMANDS = [
    ["/bin/sh", "-c", "echo ESCAPED"],
    ["/usr/bin/gcc", "--version"],
    [sys.executable or "/usr/bin/python3", "-c", "print('ESCAPED')"],
]
ran = 0
for command in COMMANDS:
    try:
        ran += subprocess.run(command).returncode == 0
    except OSError:
        pass
print("ESCAPED" if ran else "denied")
