# SPDX-License-Identifier: MIT
while True: print(input("? "))
