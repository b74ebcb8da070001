# SPDX-License-Identifier: MIT
import sys
w = sys.stdout.__class__(sys.stdout.buffer)
w.write("Hello\n")
