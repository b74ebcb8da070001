// expect: AC
object Main { def depth(n: Int): Int = if (n == 0) 0 else 1 + depth(n - 1); def main(a: Array[String]): Unit = if (depth(100000) == 100000) println("ok") }
