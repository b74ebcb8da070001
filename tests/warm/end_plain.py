# SPDX-License-Identifier: MIT
# What most programs keep: none of it can be observed at the end.
import sys, io, collections.abc, functools, heapq, re
from collections import Counter, defaultdict, deque
read = io.BytesIO(b'1 2 3').readline
text = io.StringIO('4 5')
class Node:
    __slots__ = ('left', 'right')
class Point(collections.namedtuple('Point', 'x y')): pass
@functools.lru_cache(None)
def f(n): return n if n < 2 else f(n - 1) + f(n - 2)
words = Counter(sys.stdin.read().split())
tree = Node()
tree.left = tree.right = tree
print(words.most_common(2), f(30), read(), text.read(), isinstance(words, collections.abc.Mapping))
