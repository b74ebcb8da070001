-- expect: AC
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
if depth(100000) == 100000 then print("ok") end
