# SPDX-License-Identifier: MIT
# A longer run, with a finaliser whose name is not in the source.
import time
class A: pass
setattr(A, "__de" + "l__", lambda self: print("gone"))
a = A()
while time.process_time() < 0.08: pass
