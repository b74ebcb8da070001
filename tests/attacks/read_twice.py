# SPDX-License-Identifier: MIT
#
# attack: reads stdin to its end and then reads again.
# expect: AC
# why: At the end of a file there is nothing, again and again; nobody waits for more.

import sys

first = sys.stdin.read()
again = sys.stdin.read() + sys.stdin.readline()
print("denied" if first == "attack\n" and again == "" else "ESCAPED other input")
