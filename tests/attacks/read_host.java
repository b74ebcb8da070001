/* SPDX-License-Identifier: MIT */
/*
 * attack: reads users, keys, answers and what the host's processes were given.
 * expect: AC
 * why: The JVM has more of the system in view than a native program: its own files, but none of
 *      these.
 */
import java.io.IOException;
import java.nio.file.*;
import java.nio.file.attribute.BasicFileAttributes;

class Main {
    static final String[] SECRETS = {
        "/etc/passwd", "/etc/shadow", "/root/.ssh", "/home", "/proc/1/environ", "/proc/1/root/etc",
        "/proc/kcore", "/sys/kernel", "../../../etc/passwd", "/proc/self/root/etc/passwd",
    };
    static String found;

    /* The answers of the test cases lie in the package, some directory of the host. */
    static void look(Path top) throws IOException {
        Files.walkFileTree(top, java.util.Set.of(), 4, new SimpleFileVisitor<Path>() {
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".ans"))
                    found = file.toString();
                return FileVisitResult.CONTINUE;
            }

            public FileVisitResult visitFileFailed(Path file, IOException refused) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public static void main(String[] args) throws IOException {
        for (String path : SECRETS) {
            try {
                if (Files.isDirectory(Path.of(path)) ? Files.list(Path.of(path)).findAny().isPresent()
                                                     : Files.readAllBytes(Path.of(path)).length > 0)
                    found = path;
            } catch (IOException | java.io.UncheckedIOException refused) {
                continue;
            }
        }
        for (String top : new String[] {".", "/tmp", "/work", "/root", "/home", "/var"})
            look(Path.of(top));
        System.out.println(found == null ? "denied" : "ESCAPED " + found);
    }
}
