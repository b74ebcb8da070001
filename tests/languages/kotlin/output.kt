// expect: OLE
fun main() { while (true) println("again and again and again") }
