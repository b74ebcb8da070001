/* SPDX-License-Identifier: MIT */
/*
 * attack: opens connections, servers and datagram sockets, old and new.
 * expect: AC
 * why: A JVM makes sockets for its own purposes and goes on without, so they are refused and do
 *      not kill. None may exist.
 */
import java.io.Closeable;
import java.net.*;
import java.nio.channels.*;

class Main {
    interface Attempt {
        Closeable open() throws Exception;
    }

    public static void main(String[] args) {
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 22);
        Attempt[] attempts = {
            () -> new Socket("127.0.0.1", 22), () -> new ServerSocket(0), () -> new DatagramSocket(),
            () -> SocketChannel.open(here), () -> DatagramChannel.open(),
            () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX),
            () -> new URL("http://127.0.0.1/").openStream(),
        };
        for (Attempt attempt : attempts) {
            try {
                System.out.println("ESCAPED by " + attempt.open());
            } catch (Exception | Error refused) {
                continue;
            }
        }
        System.out.println("denied");
    }
}
