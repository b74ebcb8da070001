! expect: TLE CPU time limit
program p
  integer, volatile :: i
  do
    i = i + 1
  end do
end program
