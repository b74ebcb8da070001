! expect: CE 
program p
  implicit none
  x = 1
end program
