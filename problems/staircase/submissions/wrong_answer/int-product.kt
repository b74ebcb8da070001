// SPDX-License-Identifier: MIT
// Wrong: k(k + 1) is computed in 32 bits, which wrap from 46,341 steps on.
fun main() {
    repeat(readLine()!!.trim().toInt()) {
        val s = readLine()!!.trim().toLong()
        val k = ((Math.sqrt(8.0 * s + 1) - 1) / 2).toInt()
        println("$k ${s - k * (k + 1) / 2}")
    }
}
