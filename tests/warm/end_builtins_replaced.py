# SPDX-License-Identifier: MIT
import builtins, sys
class A: pass
def gone(self):
    print('gone')
setattr(A, '__de' + 'l__', gone)
a = A()
original = builtins.print
__builtins__.print = lambda *args: original('[', *args, ']')
print("end")
