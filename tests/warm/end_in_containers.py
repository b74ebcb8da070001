# SPDX-License-Identifier: MIT
import collections, functools, itertools, operator
class A:
    def __init__(self, n): self.n = n
    def __call__(self, *args): return self.n
setattr(A, '__de' + 'l__', lambda s: print('gone', s.n))
kept = [collections.deque([A(1)]), functools.partial(A(2), A(3)), itertools.repeat(A(4)),
        itertools.chain([A(5)]), map(A(6), [1]), itertools.tee(iter([A(7), 8]))]
while kept:
    last = kept.pop()
d = collections.deque([A(9)])
i = itertools.cycle([A(10)])
print(next(i).n)
