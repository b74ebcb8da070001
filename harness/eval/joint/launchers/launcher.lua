-- SPDX-License-Identifier: MIT
-- winnow: runs main.lua, the program with its tests. In the tests os.exit is the argument of the chunk, a function that prints the
-- token when the chunk itself calls it from a line of theirs.
local lines = tonumber(arg[1]) -- of the tests, which are the program's last ones
local token = io.stdin:read(32)
local out, write, exit, getinfo = io.stdout, io.stdout.write, os.exit, debug.getinfo
io.stdin:close()
io.stdin = io.open('/dev/null') -- becomes descriptor 0
io.input(io.stdin)
arg = {[0] = 'main.lua'}

-- The others can read the variable in which the token is, or be called between two statements of the tests.
for name in pairs(debug) do
    if name ~= 'traceback' and name ~= 'getinfo' and name ~= 'getmetatable' then debug[name] = nil end
end

local file = io.open('main.lua')
local text = file:read('a'):gsub('^#[^\n]*', '')
file:close()
local _, first = text:gsub('\n', '')
first = first - lines + 1

local function fail(error)
    local said = tostring(error)
    local line = tonumber(said:match('^main%.lua:(%d+):'))
    local where = line and line > first and 'the tests did not hold: ' or ''
    io.stderr:write(said, '\n', where, said:match('[^\n]*'), '\n')
    exit(1)
end

local chunk, refused = load(text .. '\n;(...)(0)\n', '@main.lua', 't')
if not chunk then fail(refused) end

local function finish(code)
    local own, caller = getinfo(1, 't'), getinfo(2, 'lf')
    if not caller or caller.func ~= chunk or own.istailcall or caller.currentline <= first then return end
    if code ~= 0 and code ~= true then
        io.stderr:write('the tests did not hold\n')
        exit(1)
    end
    write(out, token)
    exit(0)
end

xpcall(chunk, fail, finish)
