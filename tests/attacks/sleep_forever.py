# SPDX-License-Identifier: MIT
#
# attack: sleeps for ever.
# expect: TLE
# why: It uses no CPU time: the wall limit must end it.

import time

while True:
    time.sleep(1000)
