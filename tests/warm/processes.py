# SPDX-License-Identifier: MIT
from multiprocessing import Process
import sys
def f(x): print("child", x)
if __name__ == "__main__":
    print("before"); sys.stdout.flush()
    p = Process(target=f, args=(3,)); p.start(); p.join(); print(p.exitcode)
