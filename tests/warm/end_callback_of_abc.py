# SPDX-License-Identifier: MIT
# A callback of the standard library's, that fails at the end when it is used for another reference.
import abc
m = __import__('_weak' + 'ref')
class Base(abc.ABC): pass
class A: pass
Base.register(A)
print(isinstance(A(), Base))
for r in m.getweakrefs(A):
    if r.__callback__:
        class B: pass
        kept = m.ref(B, r.__callback__)
print("end")
