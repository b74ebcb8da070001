import sys

sys.setrecursionlimit(1 << 30)


class A:
    def __add__(self, other):
        return self + other


A() + A()
