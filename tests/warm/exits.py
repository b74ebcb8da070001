import atexit

atexit.register(print, "registered first")
atexit.register(print, "registered second")
print("end of script", end=" ")
