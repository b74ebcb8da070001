# expect: TLE CPU time limit
BEGIN { while (1) x++ }
