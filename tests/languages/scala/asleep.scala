// expect: TLE
object Main { def main(a: Array[String]): Unit = Thread.sleep(1000000) }
