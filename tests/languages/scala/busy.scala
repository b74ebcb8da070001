// expect: TLE CPU time limit
object Main { @volatile var x = 0; def main(a: Array[String]): Unit = while (true) x += 1 }
