import os

os.environ["PYTHONINSPECT"] = ""
print("end")
