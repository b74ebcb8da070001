! expect: RTE
program p
  integer, allocatable :: a(:)
  allocate(a(3))
  allocate(a(4))
end program
