# SPDX-License-Identifier: MIT
#
# attack: reads the host's files, in Python.
# expect: AC
# expect-basic: WA
# why: An interpreter has more of the system in view than a native program: still none of this.

import glob

PATTERNS = ["/etc/passwd", "/etc/shadow", "/root/*", "/home/*", "/proc/1/environ", "/sys/*"]

found = [path for pattern in PATTERNS for path in glob.glob(pattern)]
print("ESCAPED " + found[0] if found else "denied")
