import sys, traceback

print(sys.getrecursionlimit())


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def deepest():
    works, fails, words = 0, 5000, ''
    while fails - works > 1:
        middle = (works + fails) // 2
        try:
            works = middle + down(middle) * 0
        except RecursionError as e:
            fails, words = middle, str(e)
    return works, words


print(deepest())
sys.setrecursionlimit(60000)
print(down(50000))
print(sys._getframe().f_back, len(traceback.extract_stack()))
down(70000)
