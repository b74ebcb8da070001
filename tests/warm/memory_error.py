# SPDX-License-Identifier: MIT
try:
    x = bytearray(1 << 60)
except MemoryError as e: print("ME", e)
x = [0] * (1 << 61)
