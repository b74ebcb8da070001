# SPDX-License-Identifier: MIT
# stdin's wrapper gets another buffer, written in Python.
import sys
class Buffer:
    closed = False
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return False
    def flush(self): print('flushed')
    def close(self): print('closed')
sys.stdin.__init__(Buffer())
print("end")
