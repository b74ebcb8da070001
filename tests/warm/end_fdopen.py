# SPDX-License-Identifier: MIT
o = __import__('os')
f = getattr(o, 'fd' + 'open')(1, 'w', closefd=False)
f.write("unflushed\n")
b = getattr(o, 'fd' + 'open')(o.dup(1), 'wb')
b.write(b"binary\n")
