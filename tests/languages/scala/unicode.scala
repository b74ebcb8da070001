// expect: AC
object Main { def main(a: Array[String]): Unit = { val line = scala.io.StdIn.readLine(); if (line == "Grüße, 世界 🙂") println(line) } }
