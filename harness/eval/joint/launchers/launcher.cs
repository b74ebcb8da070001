
// SPDX-License-Identifier: MIT
// winnow: behind each C# program. The tests' Main and Debug.Assert have other names. A program can have a class of any name of the
// library's, which the compiler prefers, so this uses the C library and what needs no name. As in Launcher.java the token is in
// local variables; with a static constructor of the program's, no code of its runs before.
static class NAME {
    [global::System.Runtime.InteropServices.DllImport("libc")]
    static extern long read(int file, byte[] to, long length);
    [global::System.Runtime.InteropServices.DllImport("libc")]
    static extern long write(int file, byte[] from, long length);
    [global::System.Runtime.InteropServices.DllImport("libc", EntryPoint = "write")]
    static extern long say(int file, string from, long length);
    [global::System.Runtime.InteropServices.DllImport("libc")]
    static extern int open(string path, int flags);
    [global::System.Runtime.InteropServices.DllImport("libc")]
    static extern int dup2(int from, int to);
    [global::System.Runtime.InteropServices.DllImport("libc")]
    static extern void _exit(int code);

    public static void Assert(bool holds, string said = "") {
        if (holds) return;
        say(2, "the tests did not hold\n", 23);
        _exit(1);
    }

    static ulong Number(byte[] token, int at) {
        ulong number = 0;
        for (int i = at; i < at + 8; i++) {
            number = number << 8 | token[i];
            token[i] = 0;
        }
        return number;
    }

    static void Put(byte[] token, int at, ulong number) {
        for (int i = at + 7; i >= at; i--, number >>= 8) token[i] = (byte)number;
    }

    static void Main() {
        var token = new byte[32];
        long length = read(0, token, 32);
        ulong a = Number(token, 0), b = Number(token, 8), c = Number(token, 16), d = Number(token, 24);
        dup2(open("/dev/null", 0), 0);
        foreach (var type in typeof(NAME).Assembly.GetTypes())
            foreach (var method in type.GetMethods((global::System.Reflection.BindingFlags)58)) // static, declared there
                if (method.Name == "NAME_tests") {
                    method.Invoke(null, method.GetParameters().Length == 0 ? null : new object[] { new string[0] });
                    Put(token, 0, a);
                    Put(token, 8, b);
                    Put(token, 16, c);
                    Put(token, 24, d);
                    write(1, token, length);
                    return;
                }
    }
}
