# SPDX-License-Identifier: MIT
# The interpreter's own dicts, by way of the collector.
g = __import__('g' + 'c')
class A: pass
names = getattr(g, 'get_refer' + 'ents')(A.__dict__)[0]
names['__de' + 'l__'] = lambda s: print('gone')
a = A()
class B(A): pass
b = B()
print("end")
