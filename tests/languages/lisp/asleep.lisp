; expect: TLE
(sleep 1000)
