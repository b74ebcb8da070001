// expect: TLE CPU time limit
for (;;) ;
