# SPDX-License-Identifier: MIT
import sys
def hook(kind, value, where):
    del sys.last_type
    print("hook", kind.__name__)
sys.excepthook = hook
raise ValueError(3)
