# SPDX-License-Identifier: MIT
"""Exit code 42 for "A B" on one line, both within 2·10^9."""
import re
import sys

text = sys.stdin.read()
legal = re.fullmatch(r"(-?\d{1,10}) (-?\d{1,10})\n", text)
sys.exit(42 if legal and all(abs(int(x)) <= 2 * 10**9 for x in legal.groups()) else 43)
