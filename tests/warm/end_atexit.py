# SPDX-License-Identifier: MIT
m = __import__('at' + 'exit')
getattr(m, 'regis' + 'ter')(print, 'at exit')
del m
import sys
del sys.modules['at' + 'exit']
print("end")
