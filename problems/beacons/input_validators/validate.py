# SPDX-License-Identifier: MIT
"""Input validator: exit code 42 when standard input is a legal case, 43 when it is not."""
import re
import sys

NUMBER = rb"([1-9][0-9]{0,18})"
FORM = re.compile(NUMBER + b" " + NUMBER + b" " + NUMBER + b"\n" + NUMBER + b" " + NUMBER + b"\n")

match = FORM.fullmatch(sys.stdin.buffer.read(1000))
if not match:
    sys.exit(43)
a, b, c, left, right = map(int, match.groups())
sys.exit(42 if max(a, b, c) <= 10**9 and left <= right <= 10**18 else 43)
