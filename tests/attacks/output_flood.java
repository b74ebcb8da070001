/* SPDX-License-Identifier: MIT */
/*
 * attack: prints without end, and takes no notice of errors.
 * expect: OLE
 * why: A PrintStream swallows every refusal, and the JVM ignores SIGXFSZ.
 */
class Main {
    public static void main(String[] args) {
        String line = "x".repeat(1 << 16);
        while (true)
            System.out.println(line);
    }
}
