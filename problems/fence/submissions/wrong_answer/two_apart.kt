// SPDX-License-Identifier: MIT
// They always differ by two, and so are not n together where n is odd.
fun main() {
    val n = readLine()!!.trim().toInt()
    println("${n / 2 - 1} ${n / 2 + 1}")
}
