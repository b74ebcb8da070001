# SPDX-License-Identifier: MIT
import sys
sys.stdout.reconfigure(encoding="latin-1", errors="replace", newline="\r\n", line_buffering=False)
print("é€"); sys.stdout.reconfigure(encoding="ascii", errors="strict"); print("é")
