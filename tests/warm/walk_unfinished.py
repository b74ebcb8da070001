# SPDX-License-Identifier: MIT
import os
w = os.walk("/usr/lib/python3")
print(next(w)[0])
