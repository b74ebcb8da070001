# SPDX-License-Identifier: MIT
import sys
sys.stdin.close = lambda: print('stdin closed')
sys.stderr.buffer.close = lambda: print('stderr closed')
print("end")
