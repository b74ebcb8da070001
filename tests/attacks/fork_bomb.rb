# SPDX-License-Identifier: MIT
#
# attack: forks children that only wait, until it is refused.
# expect: RTE
# detail: process limit
# expect-user: TLE
# expect-basic: TLE
# detail-basic: wall limit
# why: A fork of an interpreter is a process like any other. Where no cgroup counts them, Ruby gets
#      EAGAIN, and then waits a second and tries again, for ever.

64.times do
  fork { sleep }
end
puts "ESCAPED the process limit"
