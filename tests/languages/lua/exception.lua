-- expect: RTE exit code 1: 
error("mine")
