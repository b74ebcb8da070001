# SPDX-License-Identifier: MIT
"""Input validator: exit code 42 when standard input is a legal case, 43 when it is not."""
import re
import sys

FORM = re.compile(rb"([1-9][0-9]{0,2})\n((?:(?:0|[1-9][0-9]{0,18})\n)+)")

match = FORM.fullmatch(sys.stdin.buffer.read(10_000))
if not match:
    sys.exit(43)
q = int(match.group(1))
stones = [int(line) for line in match.group(2).split()]
sys.exit(42 if q <= 100 and len(stones) == q and max(stones) <= 4 * 10**18 else 43)
