// expect: RTE exit code 1: Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException
fun main() { val a = IntArray(3); println(a[a.size]) }
