/* SPDX-License-Identifier: MIT */
/*
 * attack: runs a shell, a compiler and another JVM by Runtime.exec and ProcessBuilder.
 * expect: AC
 * why: The JVM starts other programs through a helper of its own, jspawnhelper. A runtime's
 *      profile allows no program, not even that one.
 */
import java.util.List;

class Main {
    public static void main(String[] args) throws Exception {
        List<String[]> commands = List.of(new String[] {"/bin/sh", "-c", "echo ESCAPED"},
                new String[] {"/usr/bin/javac", "--version"}, new String[] {"/usr/bin/java", "-version"});
        for (String mechanism : new String[] {"POSIX_SPAWN", "VFORK", "FORK"}) {
            System.setProperty("jdk.lang.Process.launchMechanism", mechanism);
            for (String[] command : commands) {
                try {
                    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
                    if (status == 0)
                        System.out.println("ESCAPED " + command[0]);
                    Runtime.getRuntime().exec(command).waitFor();
                } catch (java.io.IOException refused) {
                    continue;
                }
            }
        }
        System.out.println("denied");
    }
}
