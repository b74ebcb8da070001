# SPDX-License-Identifier: MIT
class A: pass
setattr(A, '__de' + 'l__', lambda s: print(3))
a = A()
print("end")
