# expect: TLE
Sys.sleep(1000)
