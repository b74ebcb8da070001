// expect: AC
var kept = ByteArray(1)
fun main() { for (i in 0 until 1024) kept = ByteArray(1 shl 20); println("ok") }
