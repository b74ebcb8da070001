# SPDX-License-Identifier: MIT
class Descriptor:
    def __get__(self, obj, cls): return 5
    def __set_name__(self, owner, name): self.name = name
setattr(Descriptor, '__de' + 'l__', lambda s: print('gone', s.name))
class A:
    x = Descriptor()
print(A.x)
