/* SPDX-License-Identifier: MIT */
/*
 * attack: loads a native library of its own, whose initialiser makes a user namespace. Needs x86-64.
 * expect: RTE
 * detail: forbidden system call unshare
 * expect-basic: AC
 * why: Native code in a JVM makes any call that it likes: the filter holds for the process and not
 *      for the language. Where no file can be written there is no library to load.
 */
import java.nio.file.*;
import java.util.Base64;

class Main {
    /* 373 bytes of ELF: DT_INIT is unshare(CLONE_NEWUSER). */
    static final String LIBRARY =
            "f0VMRgIBAQAAAAAAAAAAAAMAPgABAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAADAEAAAAAAAAEA" +
            "AAAHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdQEAAAAAAAB1AQAAAAAAAAAQAAAAAAAAAgAAAAYAAADoAAAA" +
            "AAAAAOgAAAAAAAAA6AAAAAAAAABgAAAAAAAAAGAAAAAAAAAACAAAAAAAAABR5XRkBgAAAAAAAAAAAAAAAAAAAAAA" +
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAwAAAAAAAAAaAEAAAAAAAAFAAAAAAAAAEgBAAAAAAAA" +
            "BgAAAAAAAABQAQAAAAAAAAoAAAAAAAAAAQAAAAAAAAALAAAAAAAAABgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAuBABAAC/AAAAEA8Fww==";

    public static void main(String[] args) {
        try {
            Path path = Path.of("library.so").toAbsolutePath();
            Files.write(path, Base64.getDecoder().decode(LIBRARY));
            System.load(path.toString());
            System.out.println("ESCAPED into a library");
        } catch (Exception | LinkageError refused) {
            System.out.println("denied");
        }
    }
}
