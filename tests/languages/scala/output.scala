// expect: OLE
object Main { def main(a: Array[String]): Unit = while (true) println("again and again and again") }
