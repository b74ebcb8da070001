// expect: AC
import kotlin.concurrent.thread
fun main() {
    val done = java.util.concurrent.atomic.AtomicInteger()
    List(8) { thread { done.incrementAndGet() } }.forEach { it.join() }
    println(if (done.get() == 8) "ok" else "wrong")
}
