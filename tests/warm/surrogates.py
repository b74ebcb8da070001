# SPDX-License-Identifier: MIT
import sys
print("ok")
sys.stdout.write(chr(0xd800))
