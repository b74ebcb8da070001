// expect: RTE exit code 3
class P { static int Main() { return 3; } }
