# SPDX-License-Identifier: MIT
from functools import partial
import sys
out = []
print = partial(print, file=sys.stderr)
print("err"); sys.stdout.write("no newline")
