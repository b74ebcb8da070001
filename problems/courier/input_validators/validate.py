# SPDX-License-Identifier: MIT
import re, sys
text = sys.stdin.read()
sys.exit(42 if re.fullmatch(r"write (0|[1-9][0-9]{0,9})\n", text) and int(text[6:]) <= 10**9 else 43)
