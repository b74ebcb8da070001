# SPDX-License-Identifier: MIT
#
# attack: prints the right answer in a finaliser, while a child of it waits to print another.
# expect: AC
# expect-basic: TLE
# detail-basic: wall limit
# why: Finalisers run after everything else. The output is complete when the process has ended,
#      and nobody else can add to it then. At the level basic, Ruby waits
#      for ever for a process.

begin
  fork do
    sleep 1
    $stdout.syswrite("ESCAPED")
    exit!(0)
  end
rescue SystemCallError
  # At the level basic.
end
ObjectSpace.define_finalizer(Object.new, proc { $stdout.syswrite("denied\n") })
