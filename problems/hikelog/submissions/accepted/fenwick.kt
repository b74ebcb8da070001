// SPDX-License-Identifier: MIT
// Right: a Fenwick tree over the heights counts those passed before that are lower.
class Tree(size: Int) {
    private val sums = IntArray(size + 1)

    fun add(place: Int) {
        var i = place
        while (i < sums.size) {
            sums[i]++
            i += i and -i
        }
    }

    fun before(place: Int): Int {
        var i = place - 1
        var sum = 0
        while (i > 0) {
            sum += sums[i]
            i -= i and -i
        }
        return sum
    }
}

fun main() {
    val n = readLine()!!.trim().toInt()
    val tree = Tree(2 * n + 1)
    var here = n + 1
    var total = 0L
    tree.add(here)
    for (step in readLine()!!.trim()) {
        here += if (step == 'U') 1 else if (step == 'D') -1 else 0
        total += tree.before(here)
        tree.add(here)
    }
    println(total)
}
