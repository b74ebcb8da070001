/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves classes, settings and libraries that a JVM looks for in its directory.
 * expect: AC
 * expect-basic: RTE
 * why: The next program's JVM reads .hotspotrc and .hotspot_compiler there, and its classes come
 *      from a file there. This one needs the second run to mean something.
 */
import java.io.*;

class Main {
    public static void main(String[] args) throws IOException {
        String[] names = {"Main.class", "Helper.class", ".hotspotrc", ".hotspot_compiler", "libjava.so", "hs_err_pid1.log"};
        for (String name : names) {
            if (new File(name).exists()) {
                System.out.println("ESCAPED " + name + " is still there");
                return;
            }
        }
        for (String name : names) {
            try (FileWriter file = new FileWriter(name)) {
                file.write("-XX:+PrintFlagsFinal\n");
            }
        }
        System.out.println("denied");
    }
}
