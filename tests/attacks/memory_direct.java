/* SPDX-License-Identifier: MIT */
/*
 * attack: takes memory outside of the heap: direct buffers, and Unsafe without any limit of the JVM's.
 * expect: MLE
 * why: -Xmx limits the heap alone. What lies outside counts all the same.
 */
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;

class Main {
    static final int BLOCK = 1 << 20;

    public static void main(String[] args) throws Exception {
        ArrayList<ByteBuffer> buffers = new ArrayList<>();
        try {
            while (buffers.size() < 512)
                buffers.add(ByteBuffer.allocateDirect(BLOCK));
        } catch (OutOfMemoryError reserved) {
            buffers.clear();
        }
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
        for (int i = 0; i < 512; i++)
            unsafe.setMemory(unsafe.allocateMemory(BLOCK), BLOCK, (byte) 1);
        System.out.println("ESCAPED the memory limit");
    }
}
