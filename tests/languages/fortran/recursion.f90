! expect: AC
program p
  if (depth(100000) == 100000) print "(a)", "ok"
contains
  recursive integer function depth(n) result(d)
    integer, intent(in) :: n
    if (n == 0) then
      d = 0
    else
      d = 1 + depth(n - 1)
    end if
  end function
end program
