# SPDX-License-Identifier: MIT
# After a longer run everything is taken apart, whatever the script's words say.
import time
class A: pass
setattr(A, "__de" + "l__", lambda self: print("gone"))
a = A()
while time.process_time() < 0.08: pass
