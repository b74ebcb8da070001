# SPDX-License-Identifier: MIT
#
# attack: prints without end, and takes no notice of errors.
# expect: OLE
# why: Ruby turns the refusal into an exception, which this one catches.

trap("XFSZ", "IGNORE")
line = "x" * (1 << 16)
loop do
  puts line
rescue SystemCallError
  next
end
