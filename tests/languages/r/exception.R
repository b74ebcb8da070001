# expect: RTE exit code 1: Error in f(3) : mine
f <- function(x) stop("mine")
g <- function() f(3)
g()
