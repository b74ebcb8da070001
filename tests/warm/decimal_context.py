# SPDX-License-Identifier: MIT
from decimal import *
getcontext().prec = 50
print(Decimal(1)/Decimal(7), getcontext())
