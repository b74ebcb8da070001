// expect: RTE exit code 3
begin halt(3) end.
