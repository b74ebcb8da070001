# SPDX-License-Identifier: MIT
#
# attack: runs a shell command by os.system.
# expect: AC
# why: The shell is there, but may not be executed. The command would print for itself.

import os

status = os.system("echo ESCAPED a shell")
print("denied" if status != 0 else "ESCAPED with status 0")
