# SPDX-License-Identifier: MIT
# The exit code is that of the error, whatever the script forgets of it.
import sys
def hook(*args):
    print('hook')
    del sys.last_type, sys.last_value, sys.last_traceback
    sys.excepthook = sys.__excepthook__
sys.excepthook = hook
raise ValueError('lost')
