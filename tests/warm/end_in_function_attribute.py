# SPDX-License-Identifier: MIT
import string
class A: pass
setattr(A, '__de' + 'l__', lambda s, p=print: p('gone'))
string.capwords.kept = A()
print("end")
