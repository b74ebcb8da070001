! expect: TLE
program p
  call sleep(1000)
end program
