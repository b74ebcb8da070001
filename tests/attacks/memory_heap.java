/* SPDX-License-Identifier: MIT */
/*
 * attack: fills the heap without end.
 * expect: MLE
 * why: A JVM that has no memory left throws an error, which a program can catch and go on. The
 *      verdict is not to depend on that: it ends with the error or, where the error is caught, at
 *      a time limit.
 */
import java.util.ArrayList;

class Main {
    public static void main(String[] args) {
        ArrayList<byte[]> blocks = new ArrayList<>();
        while (true)
            blocks.add(new byte[1 << 20]);
    }
}
