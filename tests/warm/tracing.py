# SPDX-License-Identifier: MIT
import sys
def t(frame, event, arg):
    sys.stderr.write(f"{frame.f_code.co_name} {event}\n"); return t
sys.settrace(t)
def f(): return 1
f()
