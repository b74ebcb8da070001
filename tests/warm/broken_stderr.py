import os, sys
sys.stderr.write("partial")
os.close(2)
print("hello")
