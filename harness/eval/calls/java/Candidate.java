// SPDX-License-Identifier: MIT
// The candidate's side of a task whose tests call functions. The source stands before this, and Values.java.
//
// The candidate shares this process with what follows and can change all of it. That gains it nothing: it
// can only answer with plain values, which it could also have returned.

class WinnowServer {
    private final java.util.Map<Integer, Object> instances = new java.util.HashMap<>();
    private final Class<?> type;

    WinnowServer(Class<?> type) {
        this.type = type;
    }

    private java.lang.reflect.Method find(String name, String[] types) throws Throwable {
        for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            boolean same = method.getName().equals(name) && parameters.length == types.length;
            for (int i = 0; same && i < types.length; i++) {
                same = parameters[i].getName().equals(types[i]);
            }
            if (same) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }

    // An object of the tests' has one here too.
    private Object instance(int number) throws Throwable {
        if (number >= 0 && !instances.containsKey(number)) {
            java.lang.reflect.Constructor<?> maker = type.getDeclaredConstructor();
            maker.setAccessible(true);
            instances.put(number, maker.newInstance());
        }
        return instances.get(number);
    }

    private Object call(WinnowValues.Reader request, Object[] values) throws Throwable {
        int number = request.in.readInt();
        String name = request.readText();
        String[] types = new String[request.count()];
        for (int i = 0; i < types.length; i++) {
            types[i] = request.readText();
        }
        try {
            return find(name, types).invoke(instance(number), values);
        } catch (java.lang.reflect.InvocationTargetException error) {
            throw error.getCause();
        }
    }

    private static void writeChanges(
        WinnowValues.Writer out, java.util.List<Object> received, java.util.List<Object[]> before)
        throws java.io.IOException {
        for (int i = 0; i < received.size(); i++) {
            Object[] now = WinnowValues.contents(received.get(i)), old = before.get(i);
            boolean same = now.length == old.length;
            for (int j = 0; same && j < now.length; j++) {
                same = now[j] == old[j] || isAtom(now[j]) && now[j].equals(old[j]);
            }
            if (!same) {
                out.out.writeInt(i);
                out.writeAll(now);
            }
        }
        out.out.writeInt(-1);
    }

    private static boolean isAtom(Object value) {
        return value instanceof Number || value instanceof String || value instanceof Character
            || value instanceof Boolean;
    }

    private static WinnowValues.Writer lost(Throwable error) throws java.io.IOException {
        WinnowValues.Writer out = new WinnowValues.Writer(java.util.Collections.emptyList());
        out.out.write('L');
        out.writeText(String.valueOf(error.getMessage()));
        return out;
    }

    private WinnowValues.Writer answer(byte[] message) throws java.io.IOException {
        WinnowValues.Reader request =
            new WinnowValues.Reader(message, java.util.Collections.emptyList());
        Object[] values = request.readAll();
        java.util.List<Object> received = new java.util.ArrayList<>(request.objects);
        java.util.List<Object[]> before = new java.util.ArrayList<>();
        received.forEach(value -> before.add(WinnowValues.contents(value)));
        WinnowValues.Writer out = new WinnowValues.Writer(received);
        Object result;
        try {
            result = call(request, values);
        } catch (Throwable error) {
            out.out.write('X');
            out.writeText(error.getClass().getName());
            out.writeText(String.valueOf(error.getMessage()));
            writeChanges(out, received, before);
            return out;
        }
        try {
            out.out.write('R');
            out.write(result);
            writeChanges(out, received, before);
            return out;
        } catch (WinnowValues.Lost error) {
            return lost(error);
        } catch (RuntimeException | StackOverflowError error) {
            return lost(error); // a collection of the candidate's, which fails when it is read
        }
    }

    static void serve(Class<?> type) {
        try {
            WinnowValues.Line line = new WinnowValues.Line();
            System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
            System.setIn(java.io.InputStream.nullInputStream());
            WinnowServer server = new WinnowServer(type);
            for (byte[] message; (message = line.receive()) != null;) {
                line.send(server.answer(message));
            }
        } catch (java.io.IOException error) {
            // the tests are over
        }
        Runtime.getRuntime().halt(0); // threads of the candidate's may still run
    }
}
