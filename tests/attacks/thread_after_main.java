/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and returns from main, while another thread waits for ever.
 * expect: TLE
 * detail: idle for more than
 * why: A JVM lives as long as a thread of it does, unless it is a daemon. Idle, it is the wall
 *      limit's.
 */
class Main {
    public static void main(String[] args) {
        Thread thread = new Thread(() -> {
            while (true)
                java.util.concurrent.locks.LockSupport.park();
        });
        thread.start();
        System.out.println("denied");
    }
}
