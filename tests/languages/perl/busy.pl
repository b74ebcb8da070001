# expect: TLE CPU time limit
1 while 1;
