! expect: OLE
program p
  do
    print "(a)", "again and again and again"
  end do
end program
