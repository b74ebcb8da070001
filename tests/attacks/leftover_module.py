# SPDX-License-Identifier: MIT
#
# attack: leaves a module in the work directory for the next program to import.
# expect: AC
# expect-basic: RTE
# why: The work directory may be first in the import path: a planted heapq.py would run inside the
#      next program. This one needs the second run to mean something.

import os

NAMES = ["heapq.py", "bisect.py", "sitecustomize.py", "usercustomize.py"]

if any(os.path.exists(name) for name in NAMES):
    print("ESCAPED the module is still there")
else:
    for name in NAMES:
        with open(name, "w") as module:
            module.write("print('ESCAPED by', __name__)\n")
    print("denied")
