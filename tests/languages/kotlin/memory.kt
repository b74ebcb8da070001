// expect: MLE
fun main() { val all = ArrayList<LongArray>(); while (true) all.add(LongArray(100000)) }
