/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and ends, with a hook that never does.
 * expect: TLE
 * detail: CPU time limit
 * why: Exit hooks run before the process ends: a run lasts until it has ended.
 */
class Main {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (long i = 0;; i++)
                System.setProperty("i", "" + i);
        }));
        System.out.println("denied");
        System.exit(0);
    }
}
