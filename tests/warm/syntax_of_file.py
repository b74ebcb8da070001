import collections
print("never")
def f(:
