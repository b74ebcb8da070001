# SPDX-License-Identifier: MIT
import sys
print(sys.stdin.readline(), sys.stdin.seek(0), sys.stdin.read(), sys.stdin.tell(), sys.stdin.isatty(), sys.stdin.seekable(), sys.stdout.seekable(), sys.stdin.fileno())
print(sys.stdout.tell(), sys.stdout.buffer.tell(), sys.stdout.line_buffering)
