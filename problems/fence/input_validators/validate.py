# SPDX-License-Identifier: MIT
import re, sys
text = sys.stdin.read()
sys.exit(42 if re.fullmatch(r"[1-9][0-9]{0,6}\n", text) and 2 <= int(text) <= 1999999 else 43)
