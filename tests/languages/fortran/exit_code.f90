! expect: RTE exit code 3
program p
  stop 3
end program
