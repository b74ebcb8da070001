# SPDX-License-Identifier: MIT
# Fails in the second pass.
kind, word = input().split()
assert kind == "write"
print("a")
