# SPDX-License-Identifier: MIT
import re
import sys
from collections import Counter

text = sys.stdin.read().lower()
count = Counter(re.findall(r"[a-z]+(?:'[a-z]+)?", text))
for word, times in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(word, times)
