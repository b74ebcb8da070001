# SPDX-License-Identifier: MIT
class A: pass
setattr(A, '__de' + 'l__', len)
a = A()
print("end")
