# SPDX-License-Identifier: MIT
#
# attack: calls the C library's socket function by ctypes.
# expect: RTE
# detail: socket
# why: A sandbox inside the interpreter, made of removed modules, is no sandbox. The filter is in
#      the kernel.

import ctypes

libc = ctypes.CDLL(None)
print("ESCAPED" if libc.socket(2, 1, 0) >= 0 else "denied")
