import os, sys

print(os.listdir("."), sys.path[0])
with open("heapq.py", "w") as f:
    f.write("print('mine')\nheappush = 1\n")
import heapq

print(heapq.heappush)
