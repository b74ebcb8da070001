# expect: RTE exit code 3
quit(status = 3)
