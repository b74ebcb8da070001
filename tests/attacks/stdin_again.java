/* SPDX-License-Identifier: MIT */
/*
 * attack: closes its input, opens it again to read and to write, and changes it.
 * expect: AC
 * why: The file behind stdin is shared by all who are judged on it.
 */
import java.io.*;
import java.nio.charset.StandardCharsets;

class Main {
    static final String[] NAMES = {"/proc/self/fd/0", "/dev/stdin", "/dev/fd/0"};

    public static void main(String[] args) throws IOException {
        for (String name : NAMES) {
            try (RandomAccessFile file = new RandomAccessFile(name, "rw")) {
                file.write("forged".getBytes());
                System.out.println("ESCAPED wrote to " + name);
            } catch (IOException refused) {
                continue;
            }
        }
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        System.in.close();
        try {
            System.in.read();
            System.out.println("ESCAPED read more");
        } catch (IOException closed) {
            System.out.println(text.equals("attack\n") ? "denied" : "ESCAPED the input is another");
        }
    }
}
