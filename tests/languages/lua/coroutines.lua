-- expect: AC
local words = coroutine.wrap(function() for _, w in ipairs{"o", "k"} do coroutine.yield(w) end end)
print(words() .. words())
