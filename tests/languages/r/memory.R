# expect: MLE
all <- list()
repeat all[[length(all) + 1]] <- runif(1e6)
