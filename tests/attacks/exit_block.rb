# SPDX-License-Identifier: MIT
#
# attack: prints the right answer and ends, with an exit block that never does.
# expect: TLE
# detail: CPU time limit
# why: A run lasts until its process has ended.

at_exit { loop {} }
puts "denied"
exit
