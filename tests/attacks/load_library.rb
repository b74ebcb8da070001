# SPDX-License-Identifier: MIT
#
# attack: loads a native library of its own, whose initialiser makes a user namespace. Needs x86-64.
# expect: RTE
# detail: forbidden system call unshare
# expect-basic: AC
# why: Native code in Ruby makes any call that it likes: the filter holds for the process and not
#      for the language. Where no file can be written there is no library to load.

require "fiddle"

# 373 bytes of ELF: DT_INIT is unshare(CLONE_NEWUSER).
LIBRARY = "f0VMRgIBAQAAAAAAAAAAAAMAPgABAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAADAEAAAAAAAAEA" \
      "AAAHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdQEAAAAAAAB1AQAAAAAAAAAQAAAAAAAAAgAAAAYAAADoAAAA" \
      "AAAAAOgAAAAAAAAA6AAAAAAAAABgAAAAAAAAAGAAAAAAAAAACAAAAAAAAABR5XRkBgAAAAAAAAAAAAAAAAAAAAAA" \
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAwAAAAAAAAAaAEAAAAAAAAFAAAAAAAAAEgBAAAAAAAA" \
      "BgAAAAAAAABQAQAAAAAAAAoAAAAAAAAAAQAAAAAAAAALAAAAAAAAABgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAuBABAAC/AAAAEA8Fww=="

begin
  File.binwrite("library.so", LIBRARY.unpack1("m"))
  Fiddle.dlopen("#{Dir.pwd}/library.so")
  puts "ESCAPED into a library"
rescue SystemCallError, Fiddle::DLError
  puts "denied"
end
