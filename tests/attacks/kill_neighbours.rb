# SPDX-License-Identifier: MIT
#
# attack: stops and kills every process that it can name.
# expect: AC
# why: Nobody else's process is there; at the level basic none can be signalled but itself.

%w[USR1 INT STOP KILL].each do |name|
  (1..Process.pid + 50).each do |pid|
    Process.kill(name, pid) unless pid == Process.pid
  rescue SystemCallError
    next
  end
end
puts "denied"
