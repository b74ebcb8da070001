# expect: RTE exit code 3
exit 3
