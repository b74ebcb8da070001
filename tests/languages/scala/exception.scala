// expect: RTE java.lang.IllegalStateException: mine
object Main { def main(a: Array[String]): Unit = throw new IllegalStateException("mine") }
