# SPDX-License-Identifier: MIT
import sys
class Out:
    def write(self, text): return sys.__stdout__.write(text)
    def flush(self): sys.__stdout__.write('flushed\n')
sys.stdout = Out()
print("end")
