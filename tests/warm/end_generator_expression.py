# SPDX-License-Identifier: MIT
def f():
    try: yield 1
    finally: print('finally')
g = (x for x in f())
print(next(g))
