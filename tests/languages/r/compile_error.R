# expect: CE Error in parse("main.R") : main.R:3:5: unexpected '*'
cat("printed before\n")
x = * 2
