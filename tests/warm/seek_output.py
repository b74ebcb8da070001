# SPDX-License-Identifier: MIT
import sys
print("aaaa"); sys.stdout.flush(); sys.stdout.seek(0); print("b")
