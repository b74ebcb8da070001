// SPDX-License-Identifier: MIT
// winnow: as Launcher.java.
package winnow

fun number(token: ByteArray, at: Int): Long {
    var number = 0L
    for (i in at until at + 8) number = (number shl 8) or (token[i].toLong() and 0xff)
    return number
}

fun main(words: Array<String>) {
    val token = ByteArray(32)
    val input = java.io.FileInputStream(java.io.FileDescriptor.`in`)
    input.read(token)
    val a = number(token, 0)
    val b = number(token, 8)
    val c = number(token, 16)
    val d = number(token, 24)
    token.fill(0)
    input.close()
    System.setIn(java.io.ByteArrayInputStream(ByteArray(0)))
    val main = Class.forName(words[0]).getDeclaredMethod("main", Array<String>::class.java)
    main.isAccessible = true
    try {
        main.invoke(null, arrayOf<String>())
    } catch (e: java.lang.reflect.InvocationTargetException) {
        throw e.cause!!
    }
    System.out.flush()
    val out = java.io.FileOutputStream(java.io.FileDescriptor.out)
    for (part in longArrayOf(a, b, c, d)) for (shift in 56 downTo 0 step 8) out.write((part ushr shift).toInt())
}
