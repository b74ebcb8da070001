# SPDX-License-Identifier: MIT
import sys
class A: pass
setattr(A, '__de' + 'l__', lambda s: 1 / 0)
sys.unraisablehook = lambda u, p=print: p('hook', u.exc_type.__name__)
a = A()
print("end")
