// SPDX-License-Identifier: MIT
// Plain values as bytes, for two programs that share no memory. All stands in one file behind a stranger's classes, and so it imports
// nothing and names classes of the library in full. Both sides number the changeable objects that cross in one call
// in the order of the bytes: a second mention is a number, so an argument that is returned is the caller's
// own object, and one that was changed in place is changed for the caller too.
//
// Nothing that is read here can run code: only classes of the library are made, and no equals or hashCode but theirs runs.

class WinnowValues {
    // A value that has no plain form, by the name of its type.
    static final class Lost extends RuntimeException {
        Lost(String type) {
            super(type);
        }
    }

    // What a collection is on the other side. The first whose type it is counts, so subclasses come first.
    private static final Object[][] KINDS = {
        {"java.util.Arrays$ArrayList"},
        {"java.util.ImmutableCollections"},
        {"java.util.Stack", java.util.Stack.class},
        {"java.util.Vector", java.util.Vector.class},
        {"java.util.LinkedList", java.util.LinkedList.class},
        {"java.util.ArrayList", java.util.List.class},
        {"java.util.TreeSet", java.util.SortedSet.class},
        {"java.util.LinkedHashSet", java.util.LinkedHashSet.class},
        {"java.util.HashSet", java.util.Set.class},
        {"java.util.TreeMap", java.util.SortedMap.class},
        {"java.util.LinkedHashMap", java.util.LinkedHashMap.class},
        {"java.util.HashMap", java.util.Map.class},
        {"java.util.ArrayDeque", java.util.ArrayDeque.class},
        {"java.util.PriorityQueue", java.util.PriorityQueue.class},
        {"java.util.ArrayList", java.util.Collection.class},
    };
    private static final int FIXED = 0, IMMUTABLE = 1;

    private static int kindOf(Object value) {
        String name = value.getClass().getName();
        for (int i = 0; i < KINDS.length; i++) {
            if (KINDS[i].length == 1
                ? name.startsWith((String) KINDS[i][0])
                : ((Class<?>) KINDS[i][1]).isInstance(value)) {
                return i;
            }
        }
        throw new Lost(name);
    }

    // The elements; keys and values in turn; of an array, those.
    static Object[] contents(Object value) {
        java.util.List<Object> parts = new java.util.ArrayList<>();
        if (value.getClass().isArray()) {
            for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
                parts.add(java.lang.reflect.Array.get(value, i));
            }
        } else if (value instanceof java.util.Map) {
            for (java.util.Map.Entry<?, ?> entry : ((java.util.Map<?, ?>) value).entrySet()) {
                parts.add(entry.getKey());
                parts.add(entry.getValue());
            }
        } else if (value instanceof StringBuilder) {
            parts.add(value.toString());
        } else {
            parts.addAll((java.util.Collection<?>) value);
        }
        return parts.toArray();
    }

    @SuppressWarnings("unchecked")
    static void fill(Object value, Object[] parts) {
        if (value.getClass().isArray()) {
            for (int i = 0; i < parts.length; i++) {
                java.lang.reflect.Array.set(value, i, parts[i]);
            }
        } else if (value instanceof java.util.Map) {
            java.util.Map<Object, Object> map = (java.util.Map<Object, Object>) value;
            map.clear();
            for (int i = 0; i < parts.length; i += 2) {
                map.put(parts[i], parts[i + 1]);
            }
        } else if (value instanceof StringBuilder) {
            ((StringBuilder) value).replace(0, ((StringBuilder) value).length(), (String) parts[0]);
        } else if (value.getClass().getName().equals(KINDS[FIXED][0])) {
            for (int i = 0; i < parts.length; i++) {
                ((java.util.List<Object>) value).set(i, parts[i]);
            }
        } else {
            ((java.util.Collection<Object>) value).clear();
            ((java.util.Collection<Object>) value).addAll(java.util.Arrays.asList(parts));
        }
    }

    private static boolean isOurs(Class<?> type) {
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive() || type.getName().startsWith("java.");
    }

    static final class Writer {
        final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        final java.io.DataOutputStream out = new java.io.DataOutputStream(bytes);
        final java.util.List<Object> objects = new java.util.ArrayList<>();
        private final java.util.IdentityHashMap<Object, Integer> numbers =
            new java.util.IdentityHashMap<>();

        Writer(java.util.List<Object> known) {
            known.forEach(this::number);
        }

        private void number(Object value) {
            numbers.put(value, objects.size());
            objects.add(value);
        }

        void writeText(String text) throws java.io.IOException {
            out.writeInt(text.length());
            out.writeChars(text); // lone surrogates too
        }

        void writeAll(Object[] values) throws java.io.IOException {
            out.writeInt(values.length);
            for (Object value : values) {
                write(value);
            }
        }

        void write(Object value) throws java.io.IOException {
            if (value == null) {
                out.write('n');
            } else if (numbers.containsKey(value)) {
                out.write('r');
                out.writeInt(numbers.get(value));
            } else if (!writeAtom(value)) {
                writeObject(value);
            }
        }

        private boolean writeAtom(Object value) throws java.io.IOException {
            if (value instanceof Integer) {
                out.write('i');
                out.writeInt((Integer) value);
            } else if (value instanceof String) {
                out.write('S');
                writeText((String) value);
            } else if (value instanceof Boolean) {
                out.write((Boolean) value ? 't' : 'f');
            } else if (value instanceof Double) {
                out.write('d');
                out.writeLong(Double.doubleToRawLongBits((Double) value));
            } else if (value instanceof Long) {
                out.write('l');
                out.writeLong((Long) value);
            } else if (value instanceof Character) {
                out.write('c');
                out.writeChar((Character) value);
            } else if (value instanceof Float) {
                out.write('F');
                out.writeInt(Float.floatToRawIntBits((Float) value));
            } else if (value instanceof Byte) {
                out.write('b');
                out.writeByte((Byte) value);
            } else if (value instanceof Short) {
                out.write('s');
                out.writeShort((Short) value);
            } else if (value instanceof java.math.BigInteger) {
                out.write('I');
                writeText(((java.math.BigInteger) value).toString(16));
            } else if (value instanceof java.math.BigDecimal) {
                out.write('D');
                writeText(value.toString());
            } else {
                return false;
            }
            return true;
        }

        private void writeObject(Object value) throws java.io.IOException {
            if (value instanceof java.util.Map.Entry) {
                out.write('e');
                write(((java.util.Map.Entry<?, ?>) value).getKey());
                write(((java.util.Map.Entry<?, ?>) value).getValue());
            } else if (value instanceof java.util.Optional) {
                out.write('o');
                write(((java.util.Optional<?>) value).orElse(null));
            } else if (value instanceof StringBuilder) {
                number(value);
                out.write('B');
                writeText(value.toString());
            } else if (value.getClass().isArray() && isOurs(value.getClass())) {
                number(value);
                out.write('A');
                writeText(value.getClass().getComponentType().getName());
                writeAll(contents(value));
            } else {
                int kind = kindOf(value);
                number(value);
                out.write('C');
                out.write(kind);
                writeAll(contents(value));
            }
        }
    }

    static final class Reader {
        final java.io.DataInputStream in;
        final java.util.List<Object> objects = new java.util.ArrayList<>();

        Reader(byte[] bytes, java.util.List<Object> known) {
            in = new java.io.DataInputStream(new java.io.ByteArrayInputStream(bytes));
            objects.addAll(known);
        }

        // Each part has at least one byte.
        int count() throws java.io.IOException {
            int n = in.readInt();
            if (n < 0 || n > in.available()) {
                throw new java.io.EOFException();
            }
            return n;
        }

        String readText() throws java.io.IOException {
            char[] text = new char[count()];
            for (int i = 0; i < text.length; i++) {
                text[i] = in.readChar();
            }
            return new String(text);
        }

        Object[] readAll() throws java.io.IOException {
            Object[] values = new Object[count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read();
            }
            return values;
        }

        private <T> T number(T value) {
            objects.add(value);
            return value;
        }

        Object read() throws java.io.IOException {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 'n':
                    return null;
                case 't':
                case 'f':
                    return tag == 't';
                case 'r':
                    return objects.get(in.readInt());
                case 'i':
                    return in.readInt();
                case 'l':
                    return in.readLong();
                case 'd':
                    return Double.longBitsToDouble(in.readLong());
                case 'F':
                    return Float.intBitsToFloat(in.readInt());
                case 'c':
                    return in.readChar();
                case 'b':
                    return in.readByte();
                case 's':
                    return in.readShort();
                case 'S':
                    return readText();
                case 'I':
                    return new java.math.BigInteger(readText(), 16);
                case 'D':
                    return new java.math.BigDecimal(readText());
                case 'B':
                    return number(new StringBuilder(readText()));
                case 'o':
                    return java.util.Optional.ofNullable(read());
                case 'e':
                    Object key = read();
                    return new java.util.AbstractMap.SimpleEntry<>(key, read());
                case 'A':
                    return readArray(classOf(readText()));
                case 'C':
                    return readCollection(in.readUnsignedByte());
                default:
                    throw new java.io.EOFException();
            }
        }

        private static Class<?> classOf(String name) throws java.io.IOException {
            for (Class<?> type : new Class<?>[] {int.class, long.class, double.class, float.class,
                boolean.class, char.class, byte.class, short.class}) {
                if (type.getName().equals(name)) {
                    return type;
                }
            }
            try {
                Class<?> type = Class.forName(name, false, WinnowValues.class.getClassLoader());
                if (isOurs(type)) {
                    return type;
                }
            } catch (ClassNotFoundException error) {
                // below
            }
            throw new java.io.EOFException();
        }

        private Object readArray(Class<?> type) throws java.io.IOException {
            int n = count();
            Object array = number(java.lang.reflect.Array.newInstance(type, n));
            for (int i = 0; i < n; i++) {
                java.lang.reflect.Array.set(array, i, read());
            }
            return array;
        }

        // A fixed or immutable one is numbered before its elements are read, so that numbers agree; it cannot mention itself.
        private Object readCollection(int kind) throws java.io.IOException {
            if (kind == FIXED || kind == IMMUTABLE) {
                int place = objects.size();
                number(null);
                Object[] parts = readAll();
                Object list = kind == FIXED
                    ? java.util.Arrays.asList(parts)
                    : java.util.Collections.unmodifiableList(java.util.Arrays.asList(parts));
                objects.set(place, list);
                return list;
            }
            Object value;
            try {
                value = Class.forName((String) KINDS[kind][0]).getConstructor().newInstance();
            } catch (ReflectiveOperationException error) {
                throw new java.io.EOFException();
            }
            number(value);
            fill(value, readAll());
            return value;
        }
    }

    // ---- messages: a length, then as many bytes

    static final class Line {
        private final java.io.DataInputStream in;
        private final java.io.DataOutputStream out;

        Line() {
            in = new java.io.DataInputStream(
                new java.io.FileInputStream(java.io.FileDescriptor.in));
            out = new java.io.DataOutputStream(new java.io.BufferedOutputStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), 1 << 16));
        }

        void send(Writer message) throws java.io.IOException {
            out.writeInt(message.bytes.size());
            message.bytes.writeTo(out);
            out.flush();
        }

        // null at the end: the other side is gone.
        byte[] receive() throws java.io.IOException {
            try {
                int n = in.readInt();
                byte[] bytes = n < 0 ? null : in.readNBytes(n);
                return bytes == null || bytes.length < n ? null : bytes;
            } catch (java.io.EOFException error) {
                return null;
            }
        }
    }
}
