# SPDX-License-Identifier: MIT
"""Input validator: exit code 42 when standard input is a legal case, 43 when it is not."""
import re
import sys

LIMIT = 200_000

match = re.fullmatch(rb"([1-9][0-9]{0,5})\n([A-Za-z]+)\n", sys.stdin.buffer.read(LIMIT + 100))
if not match:
    sys.exit(43)
n = int(match.group(1))
sys.exit(42 if n <= LIMIT and len(match.group(2)) == n else 43)
