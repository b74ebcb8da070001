# SPDX-License-Identifier: MIT
import sys
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
def f():
    a = A()
    raise ValueError(a.__class__.__name__)
f()
