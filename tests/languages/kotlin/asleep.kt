// expect: TLE
fun main() { Thread.sleep(1000000) }
