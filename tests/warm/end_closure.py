# SPDX-License-Identifier: MIT
def make():
    class A: pass
    setattr(A, '__de' + 'l__', lambda s: print('gone'))
    a = A()
    return lambda: a
f = make()
print("end")
