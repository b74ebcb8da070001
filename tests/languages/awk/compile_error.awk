# expect: RTE exit code 2: awk: main.awk: line 2: syntax error
BEGIN { x = = 1 }
