import os

for how in (lambda: os.execv("/bin/true", ["true"]), lambda: os.system("true")):
    try:
        print(how())
    except OSError as e:
        print(e)
