import collections
print("before")
exec("x = = 1")
