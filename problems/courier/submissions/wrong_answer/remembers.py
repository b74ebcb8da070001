# SPDX-License-Identifier: MIT
# Hopes that a file is still there in the second pass.
kind, word = input().split()
if kind == "write":
    try:
        open("note", "w").write(word)
    except OSError:
        pass
    print("a")
else:
    try:
        print(open("note").read())
    except OSError:
        print(1)
