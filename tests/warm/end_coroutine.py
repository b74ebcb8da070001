# SPDX-License-Identifier: MIT
async def f():
    print('never')
c = f()
print("end")
