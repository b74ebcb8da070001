# SPDX-License-Identifier: MIT
import gc
gc.disable()
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone', s.n))
for n in range(3):
    a = A()
    a.n, a.me = n, a
del a
print("end")
