# SPDX-License-Identifier: MIT
#
# attack: catches everything, and goes on.
# expect: TLE
# why: Exceptions and handled signals do not end such a program. SIGKILL does.

import signal

for number in range(1, signal.NSIG):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        raise SystemExit
    except BaseException:
        pass
