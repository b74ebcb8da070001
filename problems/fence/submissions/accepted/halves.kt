// SPDX-License-Identifier: MIT
// The smaller one first.
fun main() {
    val n = readLine()!!.trim().toInt()
    val smaller = maxOf(1, (n - 1) / 2)
    println("$smaller ${n - smaller}")
}
