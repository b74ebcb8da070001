import sys, threading

sys.setrecursionlimit(10**6)
threading.stack_size(32 << 20)


def down(n):
    return n if n == 0 else down(n - 1)


t = threading.Thread(target=lambda: print(down(60000)))
t.start()
t.join()
