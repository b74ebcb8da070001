# SPDX-License-Identifier: MIT
g = __import__('g' + 'c')
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
a = A()
g.freeze()
print("end")
