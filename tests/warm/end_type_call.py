# SPDX-License-Identifier: MIT
name = ''.join(map(chr, [95, 95, 100, 101, 108, 95, 95]))
A = type('A', (), {name: lambda s: print('gone')})
a = A()
print("end")
