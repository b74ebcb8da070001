<?php // expect: AC
function depth($n) { return $n == 0 ? 0 : 1 + depth($n - 1); }
if (depth(100000) == 100000) echo "ok\n";
