-- expect: CE main.lua:2: unexpected symbol near
local x = =
