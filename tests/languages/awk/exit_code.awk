# expect: RTE exit code 3
BEGIN { exit 3 }
