import sys, traceback

print(sys.getrecursionlimit())


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def deepest():
    lo = 0
    while True:
        try:
            down(lo)
            lo += 1
        except RecursionError as e:
            return lo, str(e)


print(deepest())
sys.setrecursionlimit(60000)
print(down(50000))
print(sys._getframe().f_back, len(traceback.extract_stack()))
down(70000)
