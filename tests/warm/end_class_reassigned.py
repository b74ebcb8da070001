# SPDX-License-Identifier: MIT
class Plain: pass
class Other: pass
vars(Other)
setattr(Other, '__%cel__' % 'd', lambda s: print('gone'))
p = Plain()
p.__class__ = Other
print("end")
