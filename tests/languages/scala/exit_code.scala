// expect: RTE exit code 3
object Main { def main(a: Array[String]): Unit = sys.exit(3) }
