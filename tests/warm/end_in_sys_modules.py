# SPDX-License-Identifier: MIT
import sys
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
sys.modules['something'] = A()
print("end")
