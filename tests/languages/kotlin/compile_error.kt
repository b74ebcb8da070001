// expect: CE main.kt:2:27: error: type mismatch
fun main() { val x: Int = "text" }
