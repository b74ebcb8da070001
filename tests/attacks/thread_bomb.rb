# SPDX-License-Identifier: MIT
#
# attack: starts threads that only wait, until it is refused.
# expect: RTE
# detail: process limit
# expect-user: RTE
# expect-basic: RTE WA
# why: Ruby's threads are the kernel's, and count towards the process limit.

1000.times do
  Thread.new { sleep }
end
puts "ESCAPED the process limit"
exit!(0)
