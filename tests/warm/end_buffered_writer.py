# SPDX-License-Identifier: MIT
import sys
w = sys.stdout.buffer.__class__(sys.stdout.buffer.raw)
w.write(b"buffered\n")
