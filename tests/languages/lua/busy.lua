-- expect: TLE CPU time limit
while true do end
