# SPDX-License-Identifier: MIT
import os, sys
print(os.read(0, 6), os.lseek(0, 0, 1), sys.stdin.readline(), os.lseek(0, 0, 1))
