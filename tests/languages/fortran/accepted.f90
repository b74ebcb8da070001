! expect: AC
program numbers
  implicit none
  integer(8) :: x, total
  integer :: stat
  total = 0
  do
    read(*, *, iostat=stat) x
    if (stat /= 0) exit
    total = total + x
  end do
  print "(i0)", total
end program
