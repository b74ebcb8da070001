// SPDX-License-Identifier: MIT
// winnow: as Launcher.java.
package winnow

object Launcher {
  private def number(token: Array[Byte], at: Int): Long = {
    var number = 0L
    for (i <- at until at + 8) number = (number << 8) | (token(i) & 0xff)
    number
  }

  def main(words: Array[String]): Unit = {
    val token = new Array[Byte](32)
    val in = new java.io.FileInputStream(java.io.FileDescriptor.in)
    in.read(token)
    val a = number(token, 0)
    val b = number(token, 8)
    val c = number(token, 16)
    val d = number(token, 24)
    java.util.Arrays.fill(token, 0: Byte)
    in.close()
    System.setIn(new java.io.ByteArrayInputStream(new Array[Byte](0)))
    val main = Class.forName(words(0)).getDeclaredMethod("main", classOf[Array[String]])
    main.setAccessible(true)
    try main.invoke(null, new Array[String](0))
    catch { case e: java.lang.reflect.InvocationTargetException => throw e.getCause }
    System.out.flush()
    val out = new java.io.FileOutputStream(java.io.FileDescriptor.out)
    for (part <- Array(a, b, c, d); shift <- 56 to 0 by -8) out.write((part >>> shift).toInt)
  }
}
