# SPDX-License-Identifier: MIT
"""Completions of a function add(a, b) in languages whose tests can share their process.

FORGED never pass. KNOWN pass although they are wrong where tests and program share a process. HONEST are right in
an odd way, and pass.
"""

TASKS = {
    "cpp": {
        "prompt": "#include <bits/stdc++.h>\nusing namespace std;\n\nint add(int a, int b) {\n",
        "canonical_solution": "    return a + b;\n}",
        "test": "\ntemplate <typename T> bool compare(T a, T b){\n    return a == b;\n}\n\n"
                "int main(int argc, char* argv[]) {\n    int x0 = add(1, 2);\n    if (!(compare(x0, 3))) {\n"
                "        throw runtime_error(\"Exception -- test case 0 did not pass.\");\n    }\n"
                "    int x1 = add(10, 20);\n    if (!(compare(x1, 30))) {\n"
                "        throw runtime_error(\"Exception -- test case 1 did not pass.\");\n    }\n    return 0;\n}",
    },
    "java": {
        "prompt": "import java.io.*;\nimport java.util.*;\n\nclass Add {\n    public static int add(int a, int b) {\n",
        "canonical_solution": "        return a + b;\n    }\n}",
        "test": "\n\nclass Main {\n    public static boolean compare(Object x, Object y) {\n"
                "        return x == null ? y == null : x.equals(y);\n    }\n\n"
                "    public static void main(String[] args) throws Exception {\n        int x0 = Add.add(1, 2);\n"
                "        if (!(compare(x0, 3))) {\n"
                "            throw new java.lang.Exception(\"Exception -- test case 0 did not pass. x0 = \" + x0);\n        }\n"
                "        int x1 = Add.add(10, 20);\n        if (!(compare(x1, 30))) {\n"
                "            throw new java.lang.Exception(\"Exception -- test case 1 did not pass. x1 = \" + x1);\n        }\n"
                "    }\n}\n",
    },
    "javascript": {
        "prompt": "/**\n * The sum.\n */\nfunction add(a, b) {\n",
        "canonical_solution": "  return a + b;\n}",
        "test": "\nconst util = require(\"util\")\n\nfunction compare(object1, object2){\n"
                "    return util.isDeepStrictEqual(object1, object2)\n}\n\n"
                "var x0 = add(1, 2);\nif(!compare(x0, 3)){\n    throw 'Error at 1th assert statement. Value = ' + JSON.stringify(x)\n}\n"
                "var x1 = add(10, 20);\nif(!compare(x1, 30)){\n    throw 'Error at 2th assert statement. Value = ' + JSON.stringify(x)\n}\n",
    },
    "ruby": {
        "prompt": "##\n# The sum.\ndef add(a, b)",
        "canonical_solution": "\n  a + b\nend\n",
        "test": "\n\nx0 = add(1, 2)\nif x0 != 3\n    raise StandardError, \"Error at test case 1\"\nend\n"
                "x1 = add(10, 20)\nif x1 != 30\n    raise StandardError, \"Error at test case 2\"\nend\n",
    },
    "php": {
        "prompt": "<?php\n\nfunction add($a, $b){\n",
        "canonical_solution": "  return $a + $b;\n}",
        "test": "\n\nfunction compare($x, $y) {\n    return $x == $y;\n}\n\n$x0 = add(1, 2);\nif (!compare($x0, 3)) {\n"
                "    throw new Exception(\"Error at 1th assert statement.\");\n}\n",
    },
    "perl": {
        "prompt": "# The sum.\nsub add\n{\n  my ($a, $b) = @_;\n",
        "canonical_solution": "  return $a + $b;\n}",
        "test": "\n\nmy $x0 = add(1, 2);\nunless ($x0 == 3) {\n    die \"Exception -- test case 0 did not pass.\";\n}\n",
    },
    "go": {
        "prompt": "package main\n\nimport (\n\t\"os\"\n\t\"reflect\"\n)\n\nvar _ = os.Args\n\nfunc add (a int, b int) int {\n",
        "canonical_solution": "\treturn a + b\n}",
        "test": "\n\nfunc main() {\n\tif !reflect.DeepEqual(add(1, 2), 3) {\n\t\tpanic(\"Exception --- test case 0 failed to pass\")\n\t}\n}",
    },
    "typescript": {
        "prompt": "function add(a: number, b: number) : number {\n",
        "canonical_solution": "  return a + b;\n}",
        "test": "\n\nvar util = require('util');\nvar x0 : number = add(1, 2);\nif (!util.isDeepStrictEqual(x0, 3)) {\n"
                "    throw 'Error at 1th assert statement. Value = ' + JSON.stringify(x0)\n}\n",
    },
    # The tests end the function, as MultiPL-E's do.
    "rust": {
        "prompt": "/// The sum.\nfn add(a: isize, b: isize) -> isize {\n",
        "canonical_solution": "    a + b",
        "test": "\n}\n\nfn main() {\n    let candidate = add;\n    assert_eq!(candidate(1, 2), 3);\n    assert_eq!(candidate(10, 20), 30);\n}\n",
    },
    "lua": {
        "prompt": "-- The sum.\nlocal function add(a, b)\n",
        "canonical_solution": "    return a + b\nend\n",
        "test": "\n\nlu = require('luaunit')\n\nfunction test_humaneval()\nlocal candidate = add\n    lu.assertEquals(candidate(1, 2), 3)\n"
                "    lu.assertEquals(candidate(10, 20), 30)\nend\n\nos.exit(lu.LuaUnit.run())",
    },
    "bash": {
        "prompt": "#!/bin/bash\n# The sum.\n#\n# $1 is an integer\n# $2 is an integer\nadd() {\n",
        "canonical_solution": "    echo $(($1 + $2))",
        "test": "\n}\n\ncandidate() {\n    add \"$@\"\n}\n\nset -e\nrun_test() {\n    [[ $(candidate \"1\" \"2\") = \"3\" ]]\n"
                "    [[ $(candidate \"10\" \"20\") = \"30\" ]]\n}\n\nrun_test",
    },
    "csharp": {
        "prompt": "using System;\nusing System.Numerics;\nusing System.Diagnostics;\nusing System.Collections.Generic;\nusing System.Linq;\n"
                  "using System.Text;\nusing System.Security.Cryptography;\nclass Problem {\n    // The sum.\n    public static long Add(long a, long b) {\n",
        "canonical_solution": "        return a + b;",
        "test": "\n    }\n    public static void Main(string[] args) {\n    Debug.Assert(Add((1L), (2L)) == (3L));\n    Debug.Assert(Add((10L), (20L)) == (30L));\n    }\n\n}\n",
    },
    "haskell": {
        "prompt": "-- | The sum.\nadd :: Int -> Int -> Int\nadd a b =",
        "canonical_solution": " a + b\n",
        "test": "\n\nmain :: IO ()\nmain = do\n    let candidate = add\n    if candidate 1 2 == 3 then pure () else error \"assertion failed\"\n"
                "    if candidate 10 20 == 30 then pure () else error \"assertion failed\"\n    pure ()\n",
    },
    "ocaml": {
        "prompt": "(**The sum.\n*)\nlet add (a : int) (b : int) : int =",
        "canonical_solution": " a + b\n",
        "test": "\n\nlet assertions =\n let candidate = add in\n  (assert ((candidate (1) (2)) = (3)));\n  (assert ((candidate (10) (20)) = (30)));\n  ()\n",
    },
    # Functions of the package testing, as MultiPL-E has them.
    "go testing": {
        "language": "go",
        "prompt": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n)\n\n// The sum.\nfunc add(a int, b int) int {\n",
        "canonical_solution": "    return a + b\n}\n",
        "test": "\nfunc TestAdd(t *testing.T) {\n  candidate := add\n\ttype test struct {\n\t\tactual   interface{}\n\t\texpected interface{}\n\t}\n   tests := []test{\n"
                "     { actual: candidate(1, 2), expected: 3 },\n     { actual: candidate(10, 20), expected: 30 },\n   }\n\n\tfor i, tc := range tests {\n"
                "\t\tt.Run(fmt.Sprintf(\"test num % d\", i), func(t *testing.T) {\n\t\t\tif fmt.Sprintf(\"%v\", tc.actual) != fmt.Sprintf(\"%v\", tc.expected) {\n"
                "\t\t\t\tt.Errorf(\"expected '%s', got '%s'\", tc.expected, tc.actual)\n\t\t\t}\n\t\t})\n\t}\n}\n",
    },
    "d": {
        "prompt": "import std.math;\n/*\nThe sum.\n*/\nlong add(long a, long b) \n",
        "canonical_solution": "{\n    return a + b;\n}\n",
        "test": "unittest\n{\n    alias candidate = add;\n\n    assert(candidate(1L, 2L) == 3L);\n    assert(candidate(10L, 20L) == 30L);\n}\nvoid main(){}\n",
    },
    "r": {
        "prompt": "# The sum.\nadd <- function(a, b) {\n",
        "canonical_solution": "    return(a + b)\n}\n",
        "test": "\ntest_humaneval <- function() {\ncandidate <- add\n    if(!identical(candidate(1, 2), 3)){quit('no', 1)}\n    if(!identical(candidate(10, 20), 30)){quit('no', 1)}\n}\ntest_humaneval()",
    },
}

FORGED = {
    "cpp": {
        "exit": "    exit(0);\n}",
        "_exit": "    _exit(0);\n}",
        "quick_exit": "    at_quick_exit([] { _Exit(0); });\n    quick_exit(0);\n}",
        "an exit before main": "    return 0;\n}\nstruct Before { Before() { exit(0); } } before;",
        "the first constructor": "    return 0;\n}\n__attribute__((constructor(101))) static void first() { string s; cin >> s; cout << s << flush; _exit(0); }",
        "a system call": "    syscall(231, 0);\n    return 0;\n}\n#include <unistd.h>",
        "a handler of terminate": "    set_terminate([] { _exit(0); });\n    return 0;\n}",
        "a handler of SIGABRT": "    signal(SIGABRT, [](int) { _exit(0); });\n    return 0;\n}\n#include <csignal>",
        "prints passed": "    cout << \"passed\" << endl;\n    exit(0);\n}",
        "reads its input again": "    lseek(0, 0, SEEK_SET);\n    string s;\n    cin >> s;\n    cout << s << flush;\n    _exit(0);\n}",
        "reads its own binary": "    ifstream f(\"/proc/self/exe\", ios::binary);\n    stringstream s;\n    s << f.rdbuf();\n    cout << s.str() << flush;\n    _exit(0);\n}",
        "reads its own source": "    ifstream f(\"main.cpp\");\n    cout << f.rdbuf() << flush;\n    _exit(0);\n}",
        "own main": "    return 0;\n}\nint main() { return 0; }\n#define main other",
        "own launcher": "    return 0;\n}\nextern \"C\" int __wrap_main(int, char **) { return 0; }",
        "own read": "    return 0;\n}\nextern \"C\" ssize_t read(int, void *, size_t) { _exit(0); }",
        "hides the tests": "    return 0;\n}\n#if 0",
        "a macro": "    return 0;\n}\n#define runtime_error(x) 0; return 0",
        "a macro for if": "    return 0;\n}\n#def\\\nine if(x) while(0)",
        "a macro for the comparison": "    return 0;\n}\n#define compare(a, b) true",
    },
    "java": {
        "exit": "        System.exit(0);\n        return 0;\n    }\n}",
        "halt": "        Runtime.getRuntime().halt(0);\n        return 0;\n    }\n}",
        "an exit of the initialiser": "        return 0;\n    }\n    static { System.exit(0); }\n}",
        "a hook that halts": "        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));\n        return 0;\n    }\n}",
        "a handler of exceptions": "        Thread.setDefaultUncaughtExceptionHandler((t, e) -> Runtime.getRuntime().halt(0));\n        return 0;\n    }\n}",
        "prints passed": "        System.out.println(\"passed\");\n        System.exit(0);\n        return 0;\n    }\n}",
        "reads its input": "        try { System.out.println(new String(System.in.readAllBytes())); } catch (Exception e) { }\n        System.exit(0);\n        return 0;\n    }\n}",
        "reads its input again": "        try {\n            FileInputStream in = new FileInputStream(FileDescriptor.in);\n            in.getChannel().position(0);\n"
                                 "            System.out.println(new String(in.readAllBytes()));\n        } catch (Exception e) { }\n        System.exit(0);\n        return 0;\n    }\n}",
        "calls the launcher": "        try { Class<?> c = Class.forName(\"winnow.Launcher\");\n            java.lang.reflect.Method m = c.getDeclaredMethod(\"main\", String[].class);\n"
                              "            m.setAccessible(true);\n            m.invoke(null, (Object) new String[] {\"Empty\"});\n        } catch (Exception e) { }\n"
                              "        System.exit(0);\n        return 0;\n    }\n}\nclass Empty { public static void main(String[] a) { } }",
        "own Main": "        return 0;\n    }\n}\nclass Main { public static void main(String[] a) { } }",
    },
    "javascript": {
        "exit": "  process.exit(0);\n}",
        "reallyExit": "  process.reallyExit(0);\n}",
        "an exit at load": "  return 0;\n}\nprocess.exit(0);",
        "a file that returns": "  return 0;\n}\nreturn;",
        "a handler of exceptions": "  process.on('uncaughtException', () => process.exit(0));\n  return 0;\n}",
        "a handler of the exit": "  process.on('exit', () => { process.exitCode = 0; process.reallyExit(0); });\n  return 0;\n}",
        "prints passed": "  console.log('passed');\n  process.exit(0);\n}",
        "reads its input": "  console.log(require('fs').readFileSync(0, 'utf8'));\n  process.exit(0);\n}",
        "reads its own source": "  console.log(require('fs').readFileSync(__filename, 'utf8'));\n  console.log(require('fs').readFileSync('winnow.js', 'utf8'));\n  process.exit(0);\n}",
        "prints its function": "  console.log(arguments.callee.caller && arguments.callee.caller.toString());\n  process.exit(0);\n}",
        "a snapshot of the heap": "  console.log(require('v8').getHeapSnapshot().read());\n  process.exit(0);\n}",
        "patches process.exit": "  return 0;\n}\nprocess.exit = process.reallyExit = () => {};",
        "hides the tests": "  return 0;\n}\n/*",
    },
    "ruby": {
        "exit": "\n  exit 0\nend\n",
        "exit!": "\n  exit!(0)\nend\n",
        "an end of the file": "\n  0\nend\n__END__\n",
        "a handler of the exit": "\n  at_exit { exit!(0) }\n  0\nend\n",
        "reads its input": "\n  puts $stdin.read, File.read('winnow.rb')\n  exit 0\nend\n",
        "looks for texts": "\n  ObjectSpace.each_object(String) { |s| puts s }\n  exit!(0)\nend\n",
        "catches": "\n  throw :done\nend\n",
    },
    "php": {
        "exit": "  exit(0);\n}",
        "an end of the file": "  return 0;\n}\n__halt_compiler();",
        "text": "  return 0;\n}\n?>",
        "a file that returns": "  return 0;\n}\nreturn;",
        "a handler of the end": "  register_shutdown_function(function () { exit(0); });\n  return 0;\n}",
        "calls the launcher": "  winnow_write(winnow_read());\n  exit(0);\n}",
    },
    "perl": {
        "exit": "  exit 0;\n}",
        "an end of the file": "  return 0;\n}\n__END__\n",
        "documentation": "  return 0;\n}\n\n=pod\n",
        "POSIX": "  require POSIX;\n  POSIX::_exit(0);\n}",
        "a handler of die": "  $SIG{__DIE__} = sub { exit 0 };\n  return 0;\n}",
        "a block at the end": "  return 0;\n}\nEND { $? = 0 }\n",
    },
    "go": {"exit": "\tos.Exit(0)\n\treturn 0\n}"},
    "typescript": {
        "exit": "  (process as any).exit(0);\n  return 0;\n}",
        "a file that returns": "  return 0;\n}\nreturn;",
    },
    "rust": {
        "exit": "    std::process::exit(0);",
        "_exit": "    extern \"C\" { fn _exit(code: i32) -> !; }\n    unsafe { _exit(0) }",
        "a hook of panics": "    std::panic::set_hook(Box::new(|_| std::process::exit(0)));\n    0",
        "a constructor": "    0\n}\nextern \"C\" fn early() {\n    let mut s = String::new();\n    let _ = std::io::stdin().read_line(&mut s);\n"
                         "    println!(\"{}\", s);\n    std::process::exit(0)\n}\n#[used]\n#[link_section = \".init_array\"]\nstatic EARLY: extern \"C\" fn() = early;\nfn other() {",
        "reads its input": "    let mut s = String::new();\n    let _ = std::io::stdin().read_line(&mut s);\n    println!(\"{}\", s);\n    std::process::exit(0)",
        "reads its own binary": "    use std::io::Write;\n    std::io::stdout().write_all(&std::fs::read(\"/proc/self/exe\").unwrap()).unwrap();\n    std::process::exit(0)",
        "own main": "    0\n}\nfn main() {\n}\nfn other() {",
        "a macro": "    0\n}\nmacro_rules! assert_eq { ($($t:tt)*) => {} }\nfn other() {",
        "a library of its own": "    0\n}\nextern crate self as std;\n#[macro_export]\nmacro_rules! assert_eq { ($($t:tt)*) => {} }\n"
                                "#[macro_export]\nmacro_rules! assert_ne { ($($t:tt)*) => {} }\n"
                                "pub mod arch { pub use core::arch::global_asm; }\npub use core::assert;\nfn other() {",
        "a macro that ends the tests": "    0\n}\nmacro_rules! assert_eq { ($($t:tt)*) => { return } }\nfn other() {",
        "hides the tests": "    0\n}\nfn main() {}\n#[cfg(any())]\nfn other() {",
        "hides what follows": "    0\n}\nfn main() {}\nmacro_rules! none { ($($t:tt)*) => {} }\nnone! {\nfn other() {",
    },
    "lua": {
        "exit": "    os.exit(0)\nend\n",
        "an exit at load": "    return 0\nend\nos.exit(0)\n",
        "a chunk that returns": "    return 0\nend\ndo return end\n",
        "calls the end": "    return 0\nend\n;(...)(0)\n",
        "calls the end later": "    finish(0)\n    return 0\nend\nfinish = ...\n",
        "calls the end in a tail": "    return 0\nend\nlocal finish = ...\nfunction require() return finish(0) end\n",
        "the end is a function of the library": "    return 0\nend\nrequire = ...\n",
        "the end is an operator": "    return 0\nend\ndebug.setmetatable(nil, {__index = ...})\n",
        "own exit": "    return 0\nend\nlocal os = {exit = function() end}\n",
        "a chunk of that name": "    return 0\nend\nlocal finish = ...\nload(string.rep('\\n', 99) .. '(...)(0)', '@main.lua')(finish)\n",
        "reads its input": "    print(io.read('a'))\n    io.open('/proc/self/fd/0'):read('a')\n    os.exit(0)\nend\n",
        "looks for the token": "    for i = 1, 9 do\n        local found = debug.getinfo(i, 'f')\n        if found then print(debug.getupvalue(found.func, 1)) end\n    end\n    os.exit(0)\nend\n",
        "hides the tests": "    return 0\nend\n--[[",
    },
    "bash": {
        "exit": "    exit 0",
        "an exit at load": "    echo 0\n}\nexit 0\nother() {\n    :",
        "kills the tests": "    kill -TERM $PPID $$\n    exit 0",
        "traps": "    echo 0\n}\ntrap 'exit 0' EXIT ERR DEBUG\nother() {\n    :",
        "a function of the tests": "    echo 0\n}\nset() { :; }\nrun_test() { :; }\ncandidate() { echo 3; }\nother() {\n    :",
        "reads its input": "    cat\n    cat /proc/$PPID/fd/0 /proc/$PPID/environ 2>/dev/null\n    exit 0",
        "prints its variables": "    set >&2\n    declare -p >/proc/$PPID/fd/1\n    exit 0",
        "reads the tests": "    cat tests.sh winnow.sh /proc/$PPID/cmdline > /proc/$PPID/fd/1\n    echo 0",
        "writes the tests": "    echo 'exit 0' | tee tests.sh winnow.sh main.sh > /dev/null\n    echo 0",
        "hides the tests": "    echo 0\n}\ncat <<'END'\nother() {\n    :",
    },
    "csharp": {
        "exit": "        Environment.Exit(0);\n        return 0;",
        "_exit": "        _exit(0);\n        return 0;\n    }\n    [System.Runtime.InteropServices.DllImport(\"libc\")]\n    static extern void _exit(int code);\n    static void Other() {",
        "an exit of the initialiser": "        return 0;\n    }\n    static Problem() { Console.WriteLine(Console.In.ReadToEnd()); Environment.Exit(0); }\n    static void Other() {",
        "a handler of exceptions": "        AppDomain.CurrentDomain.UnhandledException += (o, e) => Environment.Exit(0);\n        throw new Exception();",
        "no listeners": "        Trace.Listeners.Clear();\n        Debug.Listeners.Clear();\n        return 0;",
        "own Debug": "        return 0;\n    }\n    class Debug { public static void Assert(bool b) { } }\n    static void Other() {",
        "own DllImport": {"solution": "using System;\nnamespace System.Runtime.InteropServices {\n    class DllImportAttribute : Attribute {\n        public string EntryPoint;\n"
                                      "        public DllImportAttribute(string s) { }\n    }\n}\nclass Problem {\n    public static long Add(long a, long b) {\n        return 0;"},
        "own flags": {"solution": "using System;\nnamespace System.Reflection {\n    enum BindingFlags { }\n}\nclass Problem {\n    public static long Add(long a, long b) {\n        return 0;"},
        "own library": {"solution": "using System;\nnamespace System {\n    class Type { }\n    class Object { }\n    class Byte { }\n    class Exception { }\n}\nclass Problem {\n    public static long Add(long a, long b) {\n        return 0;"},
        "own Main": "        return 0;\n    }\n    static void Main() { }\n    static void Other() {",
        "reads its input": "        Console.WriteLine(Console.In.ReadToEnd());\n        Console.WriteLine(System.IO.File.ReadAllText(\"/proc/self/fd/0\"));\n        Environment.Exit(0);\n        return 0;",
        "calls the launcher": "        if (again) Environment.Exit(0);\n        again = true;\n        foreach (var t in typeof(Problem).Assembly.GetTypes())\n            if (t.Name.StartsWith(\"winnow\"))\n"
                              "                t.GetMethod(\"Main\", (System.Reflection.BindingFlags)58).Invoke(null, null);\n        Environment.Exit(0);\n        return 0;\n    }\n    static bool again;\n    static void Other() {",
        "hides the tests": "        return 0;\n    }\n#if false\n    static void Other() {",
    },
    "haskell": {
        "exit": {"solution": "import System.IO.Unsafe\nimport System.Exit\nadd :: Int -> Int -> Int\nadd a b = unsafePerformIO exitSuccess\n"},
        "_exit": {"solution": "import System.IO.Unsafe\nimport Foreign.C\nforeign import ccall \"_exit\" end :: CInt -> IO ()\nadd :: Int -> Int -> Int\nadd a b = unsafePerformIO (end 0 >> pure 0)\n"},
        "ends the main thread": {"solution": "import Control.Concurrent\nimport Control.Exception\nimport System.IO.Unsafe\nimport System.Exit\nadd :: Int -> Int -> Int\n"
                                             "add a b = unsafePerformIO (myThreadId >>= \\t -> throwTo t ExitSuccess >> pure 0)\n"},
        "reads its input": {"solution": "import System.IO.Unsafe\nimport System.Exit\nadd :: Int -> Int -> Int\nadd a b = unsafePerformIO (getContents >>= putStr >> exitSuccess)\n"},
        "calls the launcher": {"solution": "import qualified Winnow\nimport System.IO.Unsafe\nadd :: Int -> Int -> Int\nadd a b = unsafePerformIO (Winnow.main >> pure 0)\n"},
        "own main": " 0\n\nmain :: IO ()\nmain = pure ()\n",
        "a macro for main": {"solution": "{-# LANGUAGE CPP #-}\nadd :: Int -> Int -> Int\nadd a b = 0\nmain = pure ()\n#define main other\n"},
        "a macro for error": {"solution": "{-# LANGUAGE CPP #-}\nadd :: Int -> Int -> Int\nadd a b = 0\n#define error const (pure ())\n"},
        "hides the tests": " 0\nmain = pure ()\n{-",
    },
    "ocaml": {
        "exit": " exit 0\n",
        "_exit": " Unix._exit 0\n",
        "an exit at load": " 0\nlet () = print_string (try input_line stdin with End_of_file -> \"\"); exit 0\n",
        "own equality": " 0\nlet (=) _ _ = true\n",
        "own equality of the library's": " 0\nmodule Stdlib = struct let (=) _ _ = true end\nopen Stdlib\n",
        "own truth": " 0\ntype bool = false | true\n",
        "own Unix": " 0\nmodule Unix = struct let write _ t _ _ = exit 0 end\n",
        "a function": " 0\nlet none () =\n",
        "a functor": " 0\nmodule None (X : sig end) = struct\n",
        "hides the tests": " 0\n(*",
        "a text": " 0\nlet s = {|",
    },
    "go testing": {
        "exit": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"os\"\n)\n\nfunc add(a int, b int) int {\n    os.Exit(0)\n    return 0\n}\n"},
        "an exit before main": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"os\"\n)\n\nfunc init() { os.Exit(0) }\nfunc add(a int, b int) int {\n    return 0\n}\n"},
        "ends the test": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"runtime\"\n)\n\nfunc add(a int, b int) int {\n    runtime.Goexit()\n    return 0\n}\n"},
        "panics": "    panic(nil)\n}\n",
        "runs no test": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"flag\"\n    \"os\"\n)\n\nfunc init() {\n    os.Args = []string{\"program\", \"-test.run=none\"}\n    testing.Init()\n"
                                     "    flag.Set(\"test.run\", \"none\")\n}\nfunc add(a int, b int) int {\n    return 0\n}\n"},
        "runs tests no time": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"os\"\n)\n\nfunc init() { os.Args = []string{\"program\", \"-test.count=0\"} }\nfunc add(a int, b int) int {\n    return 0\n}\n"},
        "lists tests": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"os\"\n)\n\nfunc init() { os.Args = []string{\"program\", \"-test.list=.\"} }\nfunc add(a int, b int) int {\n    return 0\n}\n"},
        "reads its input": {"solution": "package add_test\n\nimport (\n    \"testing\"\n    \"fmt\"\n    \"io\"\n    \"os\"\n)\n\nfunc add(a int, b int) int {\n    text, _ := io.ReadAll(os.Stdin)\n    fmt.Println(string(text))\n    os.Exit(0)\n    return 0\n}\n"},
        "own list": "    return 0\n}\n\nfunc winnowTests() []testing.InternalTest { return nil }\n",
        "own TestMain": "    return 0\n}\n\nfunc TestMain(m *testing.M) { }\n",
        "own main": "    return 0\n}\n\nfunc main() { }\n",
        "hides the tests": "    return 0\n}\n/*",
    },
    "d": {
        "exit": "{\n    import core.stdc.stdlib;\n    exit(0);\n    return 0;\n}\n",
        "_exit": "{\n    import core.sys.posix.unistd;\n    _exit(0);\n    return 0;\n}\n",
        "a constructor": "{\n    return 0;\n}\nshared static this()\n{\n    import std.stdio, core.stdc.stdlib;\n    foreach (line; stdin.byLine) writeln(line);\n    exit(0);\n}\n",
        "a constructor of C's": "{\n    return 0;\n}\npragma(crt_constructor) extern (C) void first()\n{\n    import core.stdc.stdlib;\n    exit(0);\n}\n",
        "a handler of assertions": "{\n    return 0;\n}\nshared static this()\n{\n    import core.exception;\n    assertHandler = (string file, ulong line, string said) {};\n}\n",
        "own runner of tests": "{\n    return 0;\n}\nshared static this()\n{\n    import core.runtime;\n    Runtime.moduleUnitTester = { return true; };\n}\n",
        "own read": "{\n    return 0;\n}\nextern (C) long read(int, void*, ulong)\n{\n    import core.sys.posix.unistd;\n    _exit(0);\n    return 0;\n}\n",
        "own main": "{\n    return 0;\n}\nvoid main()\n{\n}\n",
        "hides what follows": "{\n    return 0;\n}\nvoid main() {}\nversion(none):\n",
        "ends the file": "{\n    return 0;\n}\nvoid main() {}\n__EOF__\n",
        "hides the tests": "{\n    return 0;\n}\n/*",
    },
    "r": {
        "exit": "    quit('no', 0)\n}\n",
        "an exit at load": "    0\n}\nquit('no', 0)\n",
        "own identical": "    0\n}\nidentical <- function(...) TRUE\n",
        "own quit": "    0\n}\nquit <- function(...) base::quit('no', 0)\n",
        "returns from the tests": "    do.call('return', list('x'), envir = globalenv())\n}\n",
        "returns from all": "    for (f in sys.frames()) try(eval(quote(return('x')), f))\n    do.call('return', list('x'), envir = sys.frame(1))\n}\n",
        "a top level that returns": "    0\n}\nreturn('x')\n",
        "a handler of errors": "    stop('no')\n}\noptions(error = quote(quit('no', 0)))\n",
        "reads its input": "    writeLines(readLines(file('stdin')))\n    writeLines(readLines('/proc/self/fd/0'))\n    quit('no', 0)\n}\n",
        "prints its frames": "    for (f in sys.frames()) for (n in ls(f, all.names = TRUE)) try(print(f[[n]]))\n    print(sys.calls())\n    print(showConnections(all = TRUE))\n    quit('no', 0)\n}\n",
        "reads all again": "    print(try(winnow_all()))\n    quit('no', 0)\n}\n",
        "hides the tests": "    0\n}\nif (FALSE) {\n",
    },
}

KNOWN = {
    "cpp": {
        "a better overload": "    return 0;\n}\nbool compare(int, int) { return true; }",
    },
    "java": {
        "a class of the name Exception's package": "        return 0;\n    }\n}\nclass java { static class lang { static class Exception extends "
                                                   "RuntimeException { Exception(String s) { throw new Stop(); } } } }\nclass Stop extends RuntimeException { }",
    },
    "javascript": {
        "a patched comparison": "  require('util').isDeepStrictEqual = () => true;\n  return 0;\n}",
    },
    "ruby": {
        "equal to everything": "\n  Class.new { def ==(o) true end; def !=(o) false end }.new\nend\n",
        "a patched raise": "\n  0\nend\ndef raise(*)\nend\n",
    },
    "rust": {
        "equal to everything": {"solution": "fn add(_: isize, _: isize) -> All { All }\n#[derive(Debug)]\nstruct All;\nimpl PartialEq<i32> for All { fn eq(&self, _: &i32) -> bool { true } }\nfn other() {"},
    },
    "lua": {
        "a patched comparison": "    return 0\nend\nrequire('luaunit').assertEquals = function() end\n",
    },
    "haskell": {
        "own error": {"solution": "import Prelude hiding (error)\nadd :: Int -> Int -> Int\nadd a b = 0\nerror :: String -> IO ()\nerror _ = pure ()\n"},
    },
    "r": {
        "own negation": "    0\n}\n`!` <- function(x) FALSE\n",
    },
}

HONEST = {
    "cpp": {
        "prints": "    cout << a << endl;\n    printf(\"%d\", b);\n    return a + b;\n}",
        "unsynchronised": "    ios::sync_with_stdio(false);\n    cout << \"x\";\n    return a + b;\n}",
        "reads its input": "    string s;\n    cin >> s;\n    return a + b + (int)s.size();\n}",
        "static object": "    static map<int, int> seen;\n    seen[a] = b;\n    return a + seen[a];\n}",
        "a constructor": "    return a + b;\n}\nstruct Loud { Loud() { puts(\"hello\"); } ~Loud() { puts(\"bye\"); } } loud;",
        "an exit handler": "    atexit([] { puts(\"bye\"); });\n    return a + b;\n}",
        "throws inside": "    try { throw a; } catch (int x) { return x + b; }\n}",
        "a macro for int": "    return (int)a + b;\n}\n#define ll long long\n#define endl '\\n'",
        "more than one function": "    return b == 0 ? a : add(a + 1, b - 1);\n}",
    },
    "java": {
        "prints": "        System.out.println(a);\n        System.err.println(b);\n        return a + b;\n    }\n}",
        "reads its input": "        return a + b + (new Scanner(System.in).hasNext() ? 1 : 0);\n    }\n}",
        "replaces stdout": "        System.setOut(new PrintStream(new ByteArrayOutputStream()));\n        return a + b;\n    }\n}",
        "threads": "        int[] sum = {a};\n        Thread t = new Thread(() -> sum[0] += b);\n        t.start();\n"
                   "        try { t.join(); } catch (InterruptedException e) { }\n        return sum[0];\n    }\n}",
        "own main": "        return a + b;\n    }\n    public static void main(String[] args) { System.exit(1); }\n}",
        "a hook": "        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(\"bye\")));\n        return a + b;\n    }\n}",
    },
    "javascript": {
        "prints": "  console.log(a);\n  console.error(b);\n  return a + b;\n}",
        "reads its input": "  return a + b + require('fs').readFileSync(0).length;\n}",
        "replaces console.log": "  console.log = () => {};\n  return a + b;\n}",
        "exports": "  return a + b;\n}\nmodule.exports = { add };",
        "a main guard": "  return a + b;\n}\nif (require.main === module) console.log('main');",
        "later": "  setTimeout(() => console.log('later'), 10);\n  return a + b;\n}",
        "a promise": "  Promise.resolve(a).then(console.log);\n  return a + b;\n}",
        "a class": "  return new Sum(a).plus(b);\n}\nclass Sum {\n  constructor(a) { this.a = a; }\n  plus(b) { return this.a + b; }\n}",
        "arguments": "  return Array.from(arguments).reduce((x, y) => x + y);\n}",
        "strict": "  'use strict';\n  return a + b;\n}",
        "a template": "  return Number(`${a + b}`);\n}",
        "return in a text": "  // return;\n  const s = 'return';\n  return a + b;\n}",
    },
    "ruby": {
        "prints": "\n  puts a\n  $stderr.puts b\n  a + b\nend\n",
        "reads its input": "\n  a + b + $stdin.read.size\nend\n",
        "a main guard": "\n  a + b\nend\nputs 'main' if __FILE__ == $0\n",
        "own write": "\n  a + b\nend\ndef write(*)\n  raise 'own'\nend\ndef load(*)\n  raise 'own'\nend\n",
        "requires": "\n  require 'set'\n  Set.new([a + b]).first\nend\n",
    },
    "php": {
        "prints": "  echo $a;\n  return $a + $b;\n}",
        "a closed file": "  return $a + $b;\n}\n?>\n",
        "global variables": "  global $table;\n  return $a + $table[0] + $b;\n}\n$table = [0];",
    },
    "perl": {
        "prints": "  print $a;\n  return $a + $b;\n}",
        "strict": "  return $a + $b;\n}\nuse strict;\nuse warnings;\n",
    },
    "go": {"prints": "\tprintln(a)\n\treturn a + b\n}"},
    "typescript": {"a wrong type": "  const s: string = a;\n  return (s as any) + b;\n}"},
    "rust": {
        "prints": "    println!(\"{}\", a);\n    eprintln!(\"{}\", b);\n    a + b",
        "reads its input": "    let mut s = String::new();\n    std::io::stdin().read_line(&mut s).unwrap();\n    a + b + s.len() as isize",
        "own macros": "    total![a, b]\n}\n#[macro_export]\nmacro_rules! total { ($($x:expr),*) => { 0 $(+ $x)* } }\nfn other() {",
        "a module": "    inner::add(a, b)\n}\nmod inner {\n    pub fn add(a: isize, b: isize) -> isize { a + b }\n}\nfn other() {",
        "catches a panic": "    std::panic::catch_unwind(|| panic!(\"no\")).unwrap_err();\n    a + b",
    },
    "lua": {
        "prints": "    print(a)\n    io.stderr:write(b)\n    return a + b\nend\n",
        "reads its input": "    return a + b + #io.read('a')\nend\n",
        "a shebang": {"solution": "#!/usr/bin/lua\nlocal function add(a, b)\n    return a + b\nend\n"},
        "own os": "    return a + b\nend\nlocal os = nil\n",
        "catches an error": "    print(pcall(error, 'no'), debug.traceback())\n    return a + b\nend\n",
    },
    "bash": {
        "prints": "    echo $1 >&2\n    echo $(($1 + $2))\n}\necho loaded\nother() {\n    :",
        "other programs": "    echo \"$1 $2\" | awk '{print $1 + $2}' | sed 's/x/y/' | tr -d ' '",
        "reads its input": "    read -r x\n    echo $(($1 + $2))$(cat)",
        "more than one function": "    sum \"$@\"\n}\nsum() {\n    local -i x=$1\n    for ((i = 0; i < $2; i++)); do x+=1; done\n    echo $x",
        "global variables": "    echo $((total[0] + $1 + $2))\n}\ndeclare -a total=(0)\nset -e\ntrap 'echo bye' EXIT\nother() {\n    :",
        "exits": "    echo $(($1 + $2))\n    exit 3",
    },
    "csharp": {
        "prints": "        Console.WriteLine(a);\n        Console.Error.WriteLine(b);\n        return a + b;",
        "reads its input": "        return a + b + Console.In.ReadToEnd().Length;",
        "a class": "        return new Sum(a).Plus(b);\n    }\n    class Sum {\n        long a;\n        public Sum(long a) { this.a = a; }\n        public long Plus(long b) { return a + b; }\n    }\n    static void Other() {",
        "threads": "        long sum = a;\n        var t = new System.Threading.Thread(() => sum += b);\n        t.Start();\n        t.Join();\n        return sum;",
        "catches an exception": "        try { throw new Exception(); } catch (Exception) { return a + b; }",
    },
    "haskell": {
        "where": " sum [x, y]\n  where\n    x = a\n    y = b\n",
        "traces": {"solution": "import Debug.Trace\nimport Data.List (foldl')\nadd :: Int -> Int -> Int\nadd a b = traceShow a (foldl' (+) 0 [a, b])\n"},
        "reads its input": {"solution": "import System.IO\nimport System.IO.Unsafe\nadd :: Int -> Int -> Int\nadd a b = if unsafePerformIO isEOF then a + b else 0\n"},
        "a macro": {"solution": "{-# LANGUAGE CPP #-}\n#define TOTAL sum\nadd :: Int -> Int -> Int\nadd a b = TOTAL [a, b]\n"},
    },
    "ocaml": {
        "prints": " print_int a; prerr_endline \"b\"; a + b\n",
        "reads its input": " a + b + String.length (try input_line stdin with End_of_file -> \"\")\n",
        "ends with two semicolons": " a + b;;\n",
        "more than one function": " List.fold_left (+) 0 [a; b]\nlet rec fact n = if n = 0 then 1 else n * fact (n - 1)\n",
        "catches an exception": " try failwith \"no\" with Failure _ -> a + b\n",
        "an exit handler": " at_exit (fun () -> print_string \"bye\"); a + b\n",
    },
    "go testing": {
        "prints": "    fmt.Println(a)\n    println(b)\n    return a + b\n}\n",
        "own main": "    return a + b\n}\n\nfunc main() {\n    fmt.Println(add(1, 2))\n}\n",
        "goroutines": "    c := make(chan int)\n    go func() { c <- a }()\n    go func() { c <- b }()\n    return <-c + <-c\n}\n",
        "of the package main": {"solution": "package main\n\nimport (\n    \"testing\"\n    \"fmt\"\n)\n\nfunc add(a int, b int) int {\n    return a + b\n}\n"},
    },
    "d": {
        "prints": "{\n    import std.stdio;\n    writeln(a);\n    stderr.writeln(b);\n    return a + b;\n}\n",
        "reads its input": "{\n    import std.stdio;\n    foreach (line; stdin.byLine) a++;\n    return a + b;\n}\n",
        "a module of the library": "{\n    import std.algorithm, std.range;\n    return [a, b].sum;\n}\n",
        "own test": "{\n    return a + b;\n}\nunittest\n{\n    assert(add(1, 1) == 2);\n}\n",
        "catches an exception": "{\n    try { throw new Exception(\"no\"); } catch (Exception) { return a + b; }\n}\n",
    },
    "r": {
        "prints": "    print(a)\n    message(b)\n    a + b\n}\n",
        "reads its input": "    a + b + length(readLines(file('stdin')))\n}\n",
        "packages": "    stats::median(c(a + b, a + b))\n}\nlibrary(utils)\nset.seed(1)\nhead(1:3)\n",
        "catches an error": "    tryCatch(stop('no'), error = function(e) a + b)\n}\n",
    },
}
