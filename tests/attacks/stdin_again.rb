# SPDX-License-Identifier: MIT
#
# attack: closes its input, opens it again to read and to write, and changes it.
# expect: AC
# why: The file behind stdin is shared by all who are judged on it.

text = $stdin.read
%w[/proc/self/fd/0 /dev/stdin /dev/fd/0].each do |name|
  File.open(name, "r+") { |file| puts "ESCAPED the input is changed" if file.syswrite("forged") > 0 }
rescue SystemCallError
  next
end
$stdin.close
again = IO.for_fd(0).read rescue nil
puts text == "attack\n" && again.to_s.empty? ? "denied" : "ESCAPED the input is another"
