# expect: RTE exit code 1: 
[1].fetch(3)
