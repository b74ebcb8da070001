# expect: AC
# R itself ends at 5000 calls, unless it is asked for more.
options(expressions = 500000)
depth <- function(n) if (n == 0) 0 else 1 + depth(n - 1)
if (depth(10000) == 10000) cat("ok\n")
