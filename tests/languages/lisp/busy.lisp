; expect: TLE CPU time limit
(loop)
