// expect: RTE exit code 3
fun main() { System.exit(3) }
