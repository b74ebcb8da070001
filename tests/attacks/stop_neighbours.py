# SPDX-License-Identifier: MIT
# attack: stops, interrupts and kills every process that it can name, the interpreter it may have been forked from among them
# expect: AC
# why: nobody else's process is there but one that waits for the next run; it ignores what it can and
#      is replaced when it was stopped or killed. At the level basic only one's own can be signalled.
import os
import signal

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGSTOP, signal.SIGKILL):
    for pid in range(1, os.getpid() + 100):
        if pid != os.getpid():
            try:
                os.kill(pid, number)
            except OSError:
                pass
print("denied")
