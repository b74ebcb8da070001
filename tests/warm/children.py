import os

r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.write(w, b"from the child")
    os._exit(7)
print(os.read(r, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
if os.fork() == 0:
    print("child ends as a script does")
else:
    os.wait()
    print("parent")
try:
    os.wait()
except ChildProcessError as e:
    print(e)
