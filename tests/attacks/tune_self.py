# SPDX-License-Identifier: MIT
#
# attack: none: tunes itself as honest programs do, and fails if a call fails.
# expect: AC
# why: A refusal that gains no safety is a wrong verdict. These lines open many solutions that recurse
#      deeply.

import gc
import os
import resource
import signal
import sys
import threading

resource.setrlimit(resource.RLIMIT_STACK, (1 << 28, -1))
resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY,) * 2)
resource.prlimit(os.getpid(), resource.RLIMIT_STACK, (resource.RLIM_INFINITY,) * 2)
sys.setrecursionlimit(1 << 20)
sys.set_int_max_str_digits(0)
sys.setswitchinterval(10)
threading.stack_size(1 << 24)
os.nice(1)
os.setpriority(os.PRIO_PROCESS, 0, 3)
os.setpriority(os.PRIO_PROCESS, os.getpid(), 3)
os.sched_setaffinity(0, os.sched_getaffinity(0))
os.sched_setaffinity(os.getpid(), {max(os.sched_getaffinity(0))})
os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
os.posix_fadvise(0, 0, 0, os.POSIX_FADV_SEQUENTIAL)
signal.alarm(100)
gc.disable()
thread = threading.Thread(target=lambda: print("denied"))
thread.start()
thread.join()
