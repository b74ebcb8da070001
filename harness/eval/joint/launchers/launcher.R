# SPDX-License-Identifier: MIT
# winnow: the usual packages, as the table of languages loads them, and what is run. It is one vector of expressions, the program's, the
# tests' and the token, which .Internal(eval()) has as an argument alone: its value is the token if all of them were evaluated, and
# no frame or variable that a program can reach has it before.
unlockBinding('Sys.which', baseenv())
assign('Sys.which', function(names) character(length(names)), baseenv())
for (winnow_name in c('methods', 'datasets', 'utils', 'grDevices', 'graphics', 'stats')) library(winnow_name, character.only = TRUE)
rm(winnow_name)

winnow_all <- function() {
    input <- file('stdin')
    token <- readLines(input, 1, warn = FALSE)
    close(input)
    rm(winnow_all, envir = globalenv())
    c(parse('main.R'), parse('tests.R'), as.expression(token))
}
