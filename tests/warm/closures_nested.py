# SPDX-License-Identifier: MIT
from functools import partial
f = int
for i in range(50000): f = partial((lambda g: lambda: g)(f))
print("built")
