# expect: TLE CPU time limit
while True: pass
