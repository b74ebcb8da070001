# SPDX-License-Identifier: MIT
#
# attack: calls the C library's mount by Fiddle.
# expect: RTE
# detail: forbidden system call mount
# why: A foreign function interface reaches everything that the process may do.

require "fiddle"

mount = Fiddle::Function.new(Fiddle.dlopen(nil)["mount"],
                             [Fiddle::TYPE_VOIDP, Fiddle::TYPE_VOIDP, Fiddle::TYPE_VOIDP, Fiddle::TYPE_LONG,
                              Fiddle::TYPE_VOIDP], Fiddle::TYPE_INT)
puts "ESCAPED a mount" if mount.call("proc", "/proc", "proc", 0, nil).zero?
puts "denied"
