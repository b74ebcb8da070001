/* SPDX-License-Identifier: MIT */
/*
 * attack: writes to address 0, so that the JVM aborts.
 * expect: RTE
 * detail: SIGABRT
 * why: The JVM then writes a report, into the work directory and to stdout, and may wait for a
 *      debugger. It must end as a crash.
 */
import java.lang.reflect.Field;

class Main {
    public static void main(String[] args) throws Exception {
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        System.out.println("denied");
        ((sun.misc.Unsafe) field.get(null)).putAddress(0, 0);
    }
}
