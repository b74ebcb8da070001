// expect: CE main.kt:2:24: error: type mismatch
fun main() { val x: Int = "text" }
