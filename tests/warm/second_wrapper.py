# SPDX-License-Identifier: MIT
import sys
out = type(sys.stdout)(sys.stdout.buffer)
print("written when it is taken apart", file=out)
