# expect: AC
# mawk's own stack has 1,024 values.
function depth(n) { return n == 0 ? 0 : 1 + depth(n - 1) }
BEGIN { if (depth(200) == 200) print "ok" }
