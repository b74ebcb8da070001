# SPDX-License-Identifier: MIT
#
# attack: calls mount by ctypes.
# expect: RTE
# detail: mount
# why: The interpreter's profile is wider than the native one, and must be as hard on what is
#      dangerous.

import ctypes

libc = ctypes.CDLL(None)
print("ESCAPED" if libc.mount(b"proc", b"/work", b"proc", 0, None) == 0 else "denied")
