# SPDX-License-Identifier: MIT
#
# attack: attaches to its parent by the method syscall.
# expect: RTE
# detail: forbidden system call ptrace
# why: Ruby makes any system call by its number.

PTRACE, ATTACH = { "x86_64" => 101, "aarch64" => 117 }.fetch(RUBY_PLATFORM[/\A[^-]+/]), 16

puts "ESCAPED into the parent" if syscall(PTRACE, ATTACH, Process.ppid, 0, 0) >= 0
