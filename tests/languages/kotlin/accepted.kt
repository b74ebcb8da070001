// expect: AC
import java.io.*

fun main() {
    val input = StreamTokenizer(BufferedInputStream(System.`in`))
    var sum = 0L
    while (input.nextToken() != StreamTokenizer.TT_EOF) sum += input.nval.toLong()
    println(sum)
}
