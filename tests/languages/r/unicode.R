# expect: AC
line <- readLines(file("stdin"), 1)
if (nchar(line) == 11) cat(line, "\n", sep = "")
