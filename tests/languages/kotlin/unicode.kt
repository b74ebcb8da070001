// expect: AC
package some.where

fun main(args: Array<String>) {
    val text = "Grüße, 世界 🙂"
    val line = readLine()!!
    println(if (line == text) text else "not " + line)
}
