import sys

for f in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__):
    print(f.name, f.mode, f.encoding, f.errors, f.newlines, f.line_buffering, f.write_through, f.isatty(),
          f.fileno(), f.seekable(), f.buffer.raw.closefd)
print(sys.stdin.buffer.tell(), sys.stdin.readline().encode(), sys.stdin.tell(), input())
print(sys.stdin.seek(0), sys.stdin.read(3), sys.stdin.buffer.read(), sys.stdin.read())
try:
    input()
except EOFError as e:
    print(repr(e))
print(b"\xff", end="", file=sys.stderr)
sys.stdout.buffer.write(b"\xff\x00\n")
