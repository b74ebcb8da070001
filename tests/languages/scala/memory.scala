// expect: MLE
object Main { def main(a: Array[String]): Unit = { var all = List[Array[Byte]](); while (true) all ::= new Array[Byte](1 << 20) } }
