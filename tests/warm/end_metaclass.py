# SPDX-License-Identifier: MIT
class Meta(type):
    def __new__(meta, name, bases, namespace):
        namespace['__led__'[:2] + '__led__'[4:1:-1] + '__'] = lambda s: print('gone', type(s).__name__)
        return super().__new__(meta, name, bases, namespace)

class A(metaclass=Meta): pass
class B(A): pass
kept = B()
print("end")
