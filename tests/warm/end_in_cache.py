# SPDX-License-Identifier: MIT
import functools
class A: pass
setattr(A, '__de' + 'l__', lambda s: print('gone'))
@functools.lru_cache(maxsize=None)
def get(n): return A()
get(1)
print("end")
