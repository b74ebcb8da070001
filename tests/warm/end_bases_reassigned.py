# SPDX-License-Identifier: MIT
class Root: pass
class A(Root): pass
class Other: pass
setattr(Other, '__%cel__' % 'd', lambda s: print('gone'))
a = A()
A.__bases__ = (Other,)
print("end")
