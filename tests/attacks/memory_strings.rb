# SPDX-License-Identifier: MIT
#
# attack: fills memory without end.
# expect: MLE
# why: Whether the kernel kills it or NoMemoryError ends it with status 1, the memory limit is
#      what was met.

blocks = []
512.times { blocks << "x" * (1 << 20) }
puts "ESCAPED with #{blocks.size} MiB"
