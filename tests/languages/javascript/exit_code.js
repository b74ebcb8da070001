// expect: RTE exit code 3
process.exit(3);
