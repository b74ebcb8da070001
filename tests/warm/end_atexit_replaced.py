# SPDX-License-Identifier: MIT
import sys, atexit as real
real.register(print, 'at exit')
class Fake:
    @staticmethod
    def _ncallbacks(): return 0
sys.modules['atexit'] = Fake()
print("end")
