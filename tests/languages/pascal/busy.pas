// expect: TLE CPU time limit
begin while true do ; end.
