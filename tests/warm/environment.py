import os, sys

print(dict(os.environ), os.environb.get(b"LD_PRELOAD"))
print(os.getcwd(), os.getppid(), os.getpid() == os.getpgrp() == os.getsid(0), os.umask(0))
print(sorted(os.listdir("/proc/self/fd")), os.sched_getaffinity(0), os.getuid() == os.geteuid())
print(os.nice(0), os.cpu_count(), os.uname().nodename, os.get_terminal_size if 0 else "")
