# SPDX-License-Identifier: MIT
import sys
def f(frame, event, arg):
    sys.stdout.write(event + str(arg)[:18] + "\n")
sys.setprofile(f)
len([])
