/* SPDX-License-Identifier: MIT */
/*
 * attack: writes outside its work directory, and over its own program.
 * expect: AC
 * why: The root and the jar are shared with the runs that follow. The JVM looks for settings and
 *      libraries in its working directory's neighbours too.
 */
import java.io.IOException;
import java.nio.file.*;

class Main {
    public static void main(String[] args) {
        String[] paths = {"/winnow-attack", "/usr/lib/jvm/winnow-attack", "/etc/winnow-attack",
            "/usr/lib/winnow-attack", "/dev/winnow-attack", "/proc/winnow-attack", "../winnow-attack",
            "/dev/mem", "/proc/sys/kernel/core_pattern"};
        for (String path : paths) {
            try {
                Files.write(Path.of(path), new byte[] {1});
                System.out.println("ESCAPED wrote " + path);
            } catch (IOException refused) {
                continue;
            }
        }
        try {
            Files.delete(Path.of("program"));
            Files.write(Path.of("program"), "ESCAPED another program".getBytes());
        } catch (IOException refused) {
            /* It may: the next run has a program of its own. */
        }
        System.out.println("denied");
    }
}
