# SPDX-License-Identifier: MIT
import sys
w = type(sys.stdout)(sys.stderr.buffer, line_buffering=False)
w.write("to stderr")
