/* SPDX-License-Identifier: MIT */
/*
 * attack: ends every process that it can name, and attaches to each as a debugger does.
 * expect: AC
 * why: The attach interface would load code into another JVM. It works by files, a signal and a
 *      socket.
 */
import java.io.File;
import java.util.stream.LongStream;

class Main {
    static void attach(long pid) {
        try {
            Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
            machine.getMethod("attach", String.class).invoke(null, "" + pid);
            System.out.println("ESCAPED into " + pid);
        } catch (ReflectiveOperationException refused) {
            return;
        }
    }

    public static void main(String[] args) {
        long self = ProcessHandle.current().pid();
        /* A number of one of its own threads names the program itself. */
        LongStream.range(1, 100).filter(pid -> pid != self && !new File("/proc/self/task/" + pid).exists()).forEach(pid -> {
            ProcessHandle.of(pid).ifPresent(process -> {
                process.destroy();
                process.destroyForcibly();
                attach(pid);
            });
        });
        System.out.println("denied");
    }
}
