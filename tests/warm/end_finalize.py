# SPDX-License-Identifier: MIT
m = __import__('weak' + 'ref')
class A: pass
a = A()
getattr(m, 'final' + 'ize')(a, print, 'finalized')
print("end")
