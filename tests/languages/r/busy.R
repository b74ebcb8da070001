# expect: TLE CPU time limit
repeat {}
