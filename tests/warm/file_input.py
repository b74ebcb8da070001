# SPDX-License-Identifier: MIT
import fileinput
for line in fileinput.input():
    print(fileinput.lineno(), line.rstrip())
    if fileinput.lineno() == 2: break
