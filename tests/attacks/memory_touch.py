# SPDX-License-Identifier: MIT
#
# attack: fills memory without end, in Python.
# expect: MLE
# why: Whether the kernel kills it or MemoryError ends it with status 1, the memory limit is what
#      was met.

blocks = []
for _ in range(512):
    blocks.append(bytearray(b"x") * (1 << 20))
print("ESCAPED with", len(blocks), "MiB")
