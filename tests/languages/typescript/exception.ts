// expect: RTE exit code 1: 
(null as any).field = 3;
