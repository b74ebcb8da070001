# SPDX-License-Identifier: MIT
import contextvars
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
v = contextvars.ContextVar('v')
v.set(A())
print("end")
