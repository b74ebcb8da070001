# SPDX-License-Identifier: MIT
m = __import__('_weak' + 'ref')
class A: pass
a = A()
r = m.ref(a, lambda r: print('callback'))
p = m.proxy(a, lambda r: print('proxy callback'))
print("end")
