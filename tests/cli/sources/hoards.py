# SPDX-License-Identifier: MIT
hoard = []
while True:
    hoard.append(bytearray(1 << 20))
