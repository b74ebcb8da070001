// SPDX-License-Identifier: MIT
// Too slow: compares every two heights of the walk.
fun main() {
    val n = readLine()!!.trim().toInt()
    val heights = IntArray(n + 1)
    readLine()!!.trim().forEachIndexed { i, step ->
        heights[i + 1] = heights[i] + if (step == 'U') 1 else if (step == 'D') -1 else 0
    }
    var total = 0L
    for (i in 0..n)
        for (j in i + 1..n)
            if (heights[j] > heights[i]) total++
    println(total)
}
