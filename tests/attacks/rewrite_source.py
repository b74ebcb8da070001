# SPDX-License-Identifier: MIT
#
# attack: replaces its own source file.
# expect: AC
# why: The second run must be one of the program that was handed in.

import sys

path = globals().get("__file__") or sys.argv[0]
for name in (path, "main.py", "__main__.py"):
    try:
        with open(name, "w") as source:
            source.write("print('ESCAPED another program')\n")
    except OSError:
        pass
print("denied")
