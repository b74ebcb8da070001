# SPDX-License-Identifier: MIT
import sys, os
getattr(sys, 'addaudit' + 'hook')(
    lambda event, args, write=os.write: event.startswith('cpython.') and write(1, event.encode() + b'\n'))
print("end")
