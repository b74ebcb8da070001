// SPDX-License-Identifier: MIT
// The tests' side of a task whose tests call functions. Before this stand the prompt with a call as the method's body, the tests,
// Values.java and WinnowText with the tests as text; the name of their main is winnowMain. Or all of ours is compiled already, and WinnowText
// of the tests' program comes before ours.
//
// What is called here lies in another process, in another cell. Exit code 42: the tests have passed, 43: they
// have not, with a report as one line of JSON on stderr.

class WinnowCalls {
    private static final int PASSED = 42, FAILED = 43, WORDS_MAX = 400;

    private static final WinnowValues.Line LINE = new WinnowValues.Line();
    private static final java.util.List<Object> INSTANCES = new java.util.ArrayList<>();
    // What the candidate threw, which the tests may throw again.
    private static final java.util.List<Throwable> THROWN = new java.util.ArrayList<>();
    // The last call, as words.
    private static String called, returned;
    private static String[] arguments;

    interface Body {
        void run() throws Throwable;
    }

    // ---- the report

    private static String words(Object value) {
        String text;
        try {
            text = value != null && value.getClass().isArray()
                ? java.util.Arrays.deepToString(new Object[] {value})
                : String.valueOf(value);
        } catch (Throwable error) {
            text = value.getClass().getName();
        }
        return text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX - 1) + "…";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x7f) {
                out.append(String.format("\\u%04x", (int) (Character.isSurrogate(c) ? '?' : c)));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static void fail(String kind, String type, String text, String... more) {
        StringBuilder out = new StringBuilder("{\"kind\":" + quoted(kind) + ",\"type\":"
            + quoted(type) + ",\"text\":" + quoted(words(text)));
        if (called != null) {
            StringBuilder list = new StringBuilder();
            for (String argument : arguments) {
                list.append(list.length() > 0 ? "," : "").append(quoted(argument));
            }
            out.append(",\"call\":{\"function\":" + quoted(called) + ",\"arguments\":[" + list
                + "],\"keywords\":{}}");
        }
        if (returned != null) {
            out.append(",\"returned\":" + quoted(returned));
        }
        for (int i = 0; i < more.length; i += 2) {
            if (more[i + 1] != null) {
                out.append("," + quoted(more[i]) + ":" + quoted(words(more[i + 1])));
            }
        }
        byte[] bytes = out.append("}").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try {
            new java.io.FileOutputStream(java.io.FileDescriptor.err).write(bytes);
        } catch (java.io.IOException error) {
            // the exit code says enough
        }
        Runtime.getRuntime().halt(FAILED);
    }

    // Their lines have numbers that the tests' lines have too.
    private static boolean isOfOthers(String className) {
        return className.matches("(java|javax|jdk|sun)\\..*|(.*\\.)?Winnow(Calls|Values|Server).*");
    }

    // The line of the tests where it was thrown; of a throw statement, the condition before it.
    private static String failedLine(Throwable error) {
        String[] lines = String.join("", WinnowText.TESTS).split("\n", -1);
        for (StackTraceElement place : error.getStackTrace()) {
            int at = place.getLineNumber() - WinnowText.FIRST_LINE;
            if (at < 0 || at >= lines.length || isOfOthers(place.getClassName())) {
                continue;
            }
            if (at > 0 && lines[at].strip().startsWith("throw ")) {
                at--;
            }
            return lines[at].strip();
        }
        return null;
    }

    // Of "compare(x0, v0)" what the tests say of v0.
    private static String expected(String line) {
        java.util.regex.Matcher names =
            java.util.regex.Pattern.compile("compare\\(x\\w*, (v\\w*)\\)").matcher(line);
        if (!names.find()) {
            return null;
        }
        java.util.regex.Matcher value =
            java.util.regex.Pattern.compile("\\b" + names.group(1) + " = (.*);")
                .matcher(String.join("", WinnowText.TESTS));
        return value.find() ? value.group(1) : null;
    }

    private static void report(Throwable error) {
        String line = failedLine(error);
        String kind = "wrong";
        for (Throwable thrown : THROWN) {
            kind = thrown == error ? "exception" : kind;
        }
        if (error instanceof OutOfMemoryError) {
            kind = "memory";
        }
        fail(kind, error.getClass().getName(), String.valueOf(error.getMessage()), "assertion", line,
            "expected", line == null ? null : expected(line));
    }

    // ---- calls

    private static int numberOf(Object instance) {
        for (int i = 0; i < INSTANCES.size(); i++) {
            if (INSTANCES.get(i) == instance) {
                return i;
            }
        }
        INSTANCES.add(instance);
        return INSTANCES.size() - 1;
    }

    private static WinnowValues.Writer request(Class<?> type, Object self, String name,
        Object[] values) throws Throwable {
        WinnowValues.Writer out = new WinnowValues.Writer(java.util.Collections.emptyList());
        out.writeAll(values);
        out.out.writeInt(self == null ? -1 : numberOf(self));
        out.writeText(name);
        for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals(name) && parameters.length == values.length) {
                out.out.writeInt(parameters.length);
                for (Class<?> parameter : parameters) {
                    out.writeText(parameter.getName());
                }
                return out;
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static void applyChanges(WinnowValues.Reader in, java.util.List<Object> known)
        throws java.io.IOException {
        for (int number; (number = in.in.readInt()) >= 0;) {
            WinnowValues.fill(known.get(number), in.readAll());
        }
    }

    // Of the library's type of that name, else its nearest: no class of the candidate's is here.
    private static Throwable made(String name, String message) {
        try {
            Class<?> type = name.startsWith("java.") ? Class.forName(name) : RuntimeException.class;
            return (Throwable) type.getConstructor(String.class).newInstance(message);
        } catch (ReflectiveOperationException | ClassCastException error) {
            return new RuntimeException(name + ": " + message);
        }
    }

    // Nothing of the answer is believed: whatever is wrong with it is the candidate's failure.
    private static Object take(byte[] answer, java.util.List<Object> known) throws Throwable {
        WinnowValues.Reader in = new WinnowValues.Reader(answer, known);
        Throwable thrown = null;
        Object value = null;
        try {
            int kind = in.in.readUnsignedByte();
            if (kind == 'R') {
                value = in.read();
            } else if (kind == 'X') {
                thrown = made(in.readText(), in.readText());
            } else {
                fail("wrong", "", "a value of type " + in.readText()
                    + " cannot be compared from outside");
            }
            applyChanges(in, known);
        } catch (OutOfMemoryError error) {
            fail("memory", error.getClass().getName(), String.valueOf(error.getMessage()));
        } catch (Throwable error) {
            fail("wrong", "", "an answer that is none");
        }
        if (thrown != null) {
            THROWN.add(thrown);
            throw thrown;
        }
        returned = words(value);
        return value;
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T callOrThrow(Class<?> type, Object self, String name,
        Object[] values) throws E {
        called = name;
        returned = null;
        arguments = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            arguments[i] = words(values[i]);
        }
        try {
            byte[] answer = null;
            WinnowValues.Writer request = request(type, self, name, values);
            try {
                LINE.send(request);
                answer = LINE.receive();
            } catch (java.io.IOException error) {
                answer = null; // no reader
            }
            if (answer == null) {
                fail("ended", "", "");
            }
            return (T) take(answer, request.objects);
        } catch (Throwable error) {
            throw (E) error;
        }
    }

    // What a method of the prompt's class is here; `self` is null for a static one.
    static <T> T call(Class<?> type, Object self, String name, Object... values) {
        return WinnowCalls.<T, RuntimeException>callOrThrow(type, self, name, values);
    }

    static void run(Body tests) {
        ClassLoader.getSystemClassLoader().setDefaultAssertionStatus(true);
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        System.setErr(System.out);
        try {
            tests.run();
        } catch (Throwable error) {
            report(error);
        }
        Runtime.getRuntime().halt(PASSED);
    }
}
