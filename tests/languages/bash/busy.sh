# expect: TLE CPU time limit
while :; do :; done
