// expect: RTE exit code 1: 
null.field = 3;
