# SPDX-License-Identifier: MIT
c = __import__('cty' + 'pes')
import sys
class A: pass
a = A()
api = c.pythonapi
api.PyObject_GC_UnTrack(c.py_object(a.__dict__))
kept = c.CFUNCTYPE(c.c_int)(lambda: 1)
setattr(A, '__de' + 'l__', lambda s: print('gone'))
print("end", kept())
