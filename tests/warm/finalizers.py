import sys


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        sys.stdout.write(f"gone: {self.name}\n")


a = Thing("a global")
b = [Thing("in a cycle")]
b.append(b)
del b


def generate():
    try:
        yield 1
    finally:
        print("generator closed")


g = generate()
next(g)
print("end of script")
