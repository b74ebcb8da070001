# SPDX-License-Identifier: MIT
import sys
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
a = A()
sys.exit('leaving')
