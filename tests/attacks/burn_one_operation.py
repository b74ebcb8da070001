# SPDX-License-Identifier: MIT
#
# attack: computes one number for ever.
# expect: TLE
# why: A single operation of the interpreter, in which it looks at no signal.

print("ESCAPED", 9 ** 9 ** 9 % 10)
