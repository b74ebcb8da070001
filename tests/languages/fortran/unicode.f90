! expect: AC
program p
  character(len=100) :: line
  read(*, "(a)") line
  if (line == "Grüße, 世界 🙂") print "(a)", trim(line)
end program
