# SPDX-License-Identifier: MIT
# The class itself is what is destroyed.
Meta = type('Meta', (type,), {'__d' 'el__'.replace('d', 'd'): lambda c: print('class gone')})
setattr(Meta, '__%s__' % 'del', lambda c: print('class gone', c.__name__))
A = Meta('A', (), {})
print("end")
