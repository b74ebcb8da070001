# SPDX-License-Identifier: MIT
#
# attack: leaves a daemon behind that goes on writing to stdout.
# expect: AC
# expect-basic: TLE
# detail-basic: wall limit
# why: All processes are dead before the verdict is given, whatever their session. At the level basic, Ruby waits
#      for ever for a process.

begin
  if fork
    sleep 0.05
    puts "denied"
    exit
  end
  Process.setsid
  exit!(0) if fork
  trap("HUP", "IGNORE")
  sleep 0.1
  loop { syswrite("ESCAPED") rescue next }
rescue NotImplementedError, SystemCallError
  puts "denied"
end
