// expect: CE main.scala:2: error: not found: value nothing
object Main { def main(a: Array[String]): Unit = println(nothing) }
