# SPDX-License-Identifier: MIT
#
# attack: catches whatever ends a program, signals among it, and goes on.
# expect: TLE
# detail: CPU time limit
# why: Even exit is an exception. The kill at the limit cannot be caught.

Signal.list.each_key { |name| trap(name, "IGNORE") rescue next }
puts "denied"
loop do
  loop {}
rescue Exception
  next
end
