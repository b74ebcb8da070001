# expect: RTE exit code
BEGIN { x = = 1 }
