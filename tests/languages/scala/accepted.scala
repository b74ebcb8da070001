// expect: AC
object Main { def main(a: Array[String]): Unit = println(scala.io.Source.stdin.getLines().map(_.toLong).sum) }
