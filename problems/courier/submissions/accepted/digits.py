# SPDX-License-Identifier: MIT
# Writes the number in base 26.
kind, word = input().split()
if kind == "write":
    n, letters = int(word), ""
    while n or not letters:
        letters += chr(97 + n % 26)
        n //= 26
    print(letters)
else:
    n = 0
    for letter in reversed(word):
        n = n * 26 + ord(letter) - 97
    print(n)
