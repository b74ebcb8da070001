# SPDX-License-Identifier: MIT
import sys, io
old = sys.stdout
sys.stdout = buf = io.StringIO()
print("hello")
sys.stdout = old
print(buf.getvalue(), end="")
