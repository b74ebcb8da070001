// expect: TLE CPU time limit
fun main() { var i = 0L; while (true) { i++; if (i == -1L) println(i) } }
