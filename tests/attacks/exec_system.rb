# SPDX-License-Identifier: MIT
#
# attack: runs a shell and another interpreter by every way that Ruby has.
# expect: AC
# expect-basic: TLE
# detail-basic: wall limit
# why: A runtime's profile allows no other program, not even its own kind. At the level
#      basic no process can be made, and Ruby tries again for ever.

[
  -> { system("echo ESCAPED") },
  -> { print `echo ESCAPED` },
  -> { IO.popen("echo ESCAPED") { |pipe| print pipe.read } },
  -> { open("|echo ESCAPED") { |pipe| print pipe.read } },
  -> { Process.wait(spawn("/usr/bin/ruby", "-e", "puts 'ESCAPED'")) },
  -> { exec("/bin/sh", "-c", "echo ESCAPED") },
].each do |attempt|
  attempt.call
rescue SystemCallError
  next
end
puts "denied"
