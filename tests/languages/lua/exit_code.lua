-- expect: RTE exit code 3
os.exit(3)
