// SPDX-License-Identifier: MIT
// Right: bisection over the number of steps, whose bound keeps k(k + 1) within 64 bits.
fun main() {
    repeat(readLine()!!.trim().toInt()) {
        val s = readLine()!!.trim().toLong()
        var lo = 0L
        var hi = 3_000_000_000L
        while (hi - lo > 1) {
            val k = (lo + hi) / 2
            if (k * (k + 1) / 2 <= s) lo = k else hi = k
        }
        println("$lo ${s - lo * (lo + 1) / 2}")
    }
}
