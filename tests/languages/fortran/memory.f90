! expect: MLE
program p
  type node
    integer(1) :: bytes(1048576)
    type(node), pointer :: next
  end type
  type(node), pointer :: head, new
  head => null()
  do
    allocate(new)
    new%bytes = 1
    new%next => head
    head => new
  end do
end program
