# SPDX-License-Identifier: MIT
# Without a __dict__ and without slots an object is not tracked by the collector.
class A:
    __slots__ = ()
class B(int):
    __slots__ = ()
for cls in A, B:
    setattr(cls, '__del' + '__', lambda s: print('gone', type(s).__name__))
a, b = A(), B(7)
c = (A(),)
print("end")
