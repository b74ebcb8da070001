# SPDX-License-Identifier: MIT
class A:
    __slots__ = ('x',)
class B(A):
    __slots__ = ()
setattr(A, '_' * 2 + 'del' + '_' * 2, lambda s: print('gone', s.x))
b = B()
b.x = 5
print("end")
