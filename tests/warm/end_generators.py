# SPDX-License-Identifier: MIT
def finally_():
    try: yield 1
    finally: print('finally')
class Manager:
    def __enter__(self): return self
    def __exit__(self, *args): print('exit', args[0].__name__)
def with_():
    with Manager(): yield 2
def cleanup():
    try: yield 3
    except GeneratorExit: print('closed')
kept = [finally_(), with_(), cleanup()]
for g in kept: print(next(g))
never = finally_()
