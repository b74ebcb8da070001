# SPDX-License-Identifier: MIT
#
# attack: changes modules and built-ins of the interpreter for the next program.
# expect: AC
# why: A waiting interpreter is shared by many runs, and each must get an untouched copy. This one
#      needs the second run to mean something.

import builtins
import math
import os
import sys

if hasattr(builtins, "winnow_note") or hasattr(math, "winnow_note"):
    print("ESCAPED the note is still there")
elif "WINNOW_NOTE" in os.environ or sys.getrecursionlimit() == 4321:
    print("ESCAPED the setting is still there")
else:
    builtins.winnow_note = math.winnow_note = True
    os.environ["WINNOW_NOTE"] = "1"
    sys.setrecursionlimit(4321)
    print("denied")
