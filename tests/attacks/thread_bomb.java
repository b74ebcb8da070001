/* SPDX-License-Identifier: MIT */
/*
 * attack: starts threads that only wait, until it is refused.
 * expect: RTE
 * detail: process limit
 * expect-user: RTE MLE
 * expect-basic: RTE MLE
 * why: A JVM takes a refused thread for a lack of memory (OutOfMemoryError: unable to create
 *      native thread). It is none: the process limit was met.
 */
class Main {
    public static void main(String[] args) {
        for (int i = 0; i < 1000; i++) {
            Thread thread = new Thread(null, () -> {
                while (true)
                    java.util.concurrent.locks.LockSupport.park();
            }, "", 64 << 10);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("ESCAPED the process limit");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
