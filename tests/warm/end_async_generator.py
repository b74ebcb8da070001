# SPDX-License-Identifier: MIT
async def f():
    try: yield 1
    finally: print('finally')
a = f()
step = a.__anext__()
try: step.send(None)
except StopIteration as stop: print(stop.value)
