# SPDX-License-Identifier: MIT
#
# attack: takes memory outside of Ruby's heap: mapped buffers, and the C library's by Fiddle.
# expect: MLE
# why: The collector does not count it.

require "fiddle"

blocks = []
256.times do
  blocks << IO::Buffer.new(1 << 20, IO::Buffer::MAPPED).tap { |buffer| buffer.set_string("x" * (1 << 20)) }
  blocks << Fiddle::Pointer.malloc(1 << 20).tap { |memory| memory[0, 1 << 20] = "x" * (1 << 20) }
end
puts "ESCAPED the memory limit"
