# expect: AC
BEGIN { n = split("b a b", words); for (i = 1; i <= n; i++) count[words[i]]++; if (count["b"] == 2 && length(count) == 2) print "ok" }
