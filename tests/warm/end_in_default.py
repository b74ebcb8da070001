# SPDX-License-Identifier: MIT
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
def f(x=A(), *, y={'k': A()}): return 1
f.__annotations__['z'] = A()
print(f())
