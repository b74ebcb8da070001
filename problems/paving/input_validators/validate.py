# SPDX-License-Identifier: MIT
import re, sys
text, most = sys.stdin.read(), int(sys.argv[1]) if len(sys.argv) > 1 else 10**18
sys.exit(42 if re.fullmatch(r"[1-9][0-9]{0,18}\n", text) and int(text) <= most else 43)
