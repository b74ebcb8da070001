# SPDX-License-Identifier: MIT
import builtins
class A: pass
setattr(A, '__de' + 'l__', lambda s, p=print: p('gone'))
builtins.kept = A()
print("end")
