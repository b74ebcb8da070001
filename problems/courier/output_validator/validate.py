# SPDX-License-Identifier: MIT
"""First pass: takes the word to the second one. Second pass: is it the number?"""
import re
import sys
from pathlib import Path

number = Path(sys.argv[2]).read_text().split()[0]
feedback = Path(sys.argv[3])
words = sys.stdin.read().split()


def end(code, message):
    with open(feedback / "judgemessage.txt", "a") as file:
        file.write(message + "\n")
    sys.exit(code)


if len(words) != 1:
    end(43, f"one word was expected, not {len(words)}")
if not (feedback / "second").exists():
    if not re.fullmatch("[a-z]{1,7}", words[0]):
        end(43, "not a word of at most seven letters")
    (feedback / "second").touch()
    (feedback / "nextpass.in").write_text(f"read {words[0]}\n")
    sys.exit(42)
end(42 if words[0] == number else 43, f"the number is {number}")
