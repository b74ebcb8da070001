/* SPDX-License-Identifier: MIT */
/*
 * The languages, as data. The commands are those of the public judges, side by side: Kattis'
 * problemtools, DOMjudge, CMS, DMOJ, AtCoder, Codeforces. Programs are linked statically where the compiler can do
 * that: a static program starts faster and needs nothing of the host.
 */
#include "lang/language_rows.h"

/*
 * What programs use of Node. Debian has no package of Node's types, and they would differ from version to
 * version.
 */
static const char node_declarations[] =
    "declare var require: any, process: any, Buffer: any, module: any, exports: any, global: any;\n"
    "declare var __filename: string, __dirname: string;\n"
    "declare function setImmediate(f: any, ...args: any[]): any;\n"
    "declare namespace NodeJS { type Timeout = any; type ReadableStream = any; }\n"
    "declare module 'fs'; declare module 'readline'; declare module 'os'; declare module 'util';\n"
    "declare module 'assert'; declare module 'process'; declare module 'events';\n"
    "declare module 'stream'; declare module 'buffer'; declare module 'perf_hooks';\n"
    "declare module 'worker_threads'; declare module 'path'; declare module 'crypto';\n"
    "declare module 'node:fs'; declare module 'node:readline'; declare module 'node:process';\n"
    "declare module 'fs/promises'; declare module 'readline/promises';\n";

static const struct language rows[] = {
    {.name = "c", .extensions = WORDS("c"), C_ROW("gnu17")},
    {.name = "cpp", .extensions = WORDS("C", "cpp", "cc", "cxx", "c++"), CPP_ROW("gnu++20")},
    /* By name alone (language_name.c); the two above are gnu17 and gnu++20. */
    {.name = "c90", .family = "c", .optional = true, C_ROW("gnu90")},
    {.name = "c99", .family = "c", .optional = true, C_ROW("gnu99")},
    {.name = "c11", .family = "c", .optional = true, C_ROW("gnu11")},
    {.name = "c23", .family = "c", .optional = true, C_ROW("gnu2x")},
    {.name = "cpp98", .family = "cpp", .optional = true, CPP_ROW("gnu++98")},
    {.name = "cpp11", .family = "cpp", .optional = true, CPP_ROW("gnu++11")},
    {.name = "cpp14", .family = "cpp", .optional = true, CPP_ROW("gnu++14")},
    {.name = "cpp17", .family = "cpp", .optional = true, CPP_ROW("gnu++17")},
    {.name = "cpp23", .family = "cpp", .optional = true, CPP_ROW("gnu++2b")},
    {
        .name = "java",
        .title = "Java (javac, java)",
        .aliases = WORDS("openjdk", "jdk", "jvm"),
        .extensions = WORDS("java"),
        .package = "default-jdk-headless",
        .version = WORDS("/usr/bin/javac", "-version"),
        .source_name = "Main.java",
        .name_source = java_source_name,
        .compile = WORDS("/usr/bin/javac", "-J-XX:+UseSerialGC", "-J-XX:-UsePerfData",
                         "-J-XX:TieredStopAtLevel=1", "-J-Xss64m", "-J-Xmx1024m", JAVAC_ARCHIVE,
                         "-encoding", "UTF-8", "-proc:none", "-d", "program", SOURCES),
        .archive_source =
            "import java.util.*;\n"
            "import java.util.stream.*;\n"
            "public class Main {\n"
            "    interface Shape<T extends Comparable<T>> { T area(); }\n"
            "    record Square(int side) implements Shape<Integer> {\n"
            "        public Integer area() { return side * side; }\n"
            "    }\n"
            "    public static void main(String[] args) throws Exception {\n"
            "        Scanner in = new Scanner(System.in);\n"
            "        Map<String, List<Integer>> found = new TreeMap<>();\n"
            "        for (int i = 0; i < 3; i++)\n"
            "            found.computeIfAbsent(\"k\" + i, k -> new ArrayList<>()).add(i);\n"
            "        switch (args.length) { case 0: break; default: return; }\n"
            "        try { in.nextInt(); } catch (RuntimeException e) { throw e; }\n"
            "        System.out.println(found.values().stream().map(List::size)\n"
            "            .collect(Collectors.toList()) + \" \" + new Square(2).area());\n"
            "    }\n"
            "}\n",
        .product = "program",
        .makes_classes = true,
        .run = WORDS(JVM, "-jar", "program"),
        .not_kept = WORDS("/work"),
        .places = WORDS(JVM_PLACES),
        JVM_ROW,
    },
    {
        .name = "kotlin",
        .title = "Kotlin (kotlinc)",
        .aliases = WORDS("ktln"),
        .extensions = WORDS("kt"),
        .package = "kotlin",
        .version = WORDS("/usr/bin/readlink", "-f", "/usr/share/java/kotlin-compiler.jar"),
        .must_have = WORDS(KOTLIN "kotlin-compiler.jar"),
        .source_name = "main.kt",
        .compile = WORDS(JVM_FOR_COMPILER, ARCHIVE, "-cp",
                         KOTLIN "kotlin-compiler.jar:" KOTLIN "trove4j.jar:" KOTLIN
                                "kotlin-stdlib.jar:" KOTLIN "kotlin-script-runtime.jar:" KOTLIN
                                "kotlin-reflect.jar:" KOTLIN "annotations-13.0.jar",
                         "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-kotlin-home",
                         "/usr/share/kotlin/kotlinc", "-nowarn", "-no-reflect", "-d", "program.jar",
                         SOURCES),
        .archive_source =
            "data class Point(val x: Int, val y: Int)\n"
            "interface Shape { fun area(): Long }\n"
            "class Square(private val side: Long) : Shape { override fun area() = side * side }\n"
            "fun main() {\n"
            "    val n = readLine()!!.trim().toInt()\n"
            "    val points = List(n) { val (a, b) = readLine()!!.split(' ').map { it.toInt() }; Point(a, b) }\n"
            "    val groups = points.groupBy { it.x % 3 }.toSortedMap()\n"
            "    val seen = HashMap<Int, MutableList<Int>>()\n"
            "    for ((key, list) in groups) seen.getOrPut(key) { mutableListOf() }.addAll(list.map { it.y })\n"
            "    var best: Long? = null\n"
            "    when { n > 3 -> best = Square(n.toLong()).area(); else -> println(\"none\") }\n"
            "    println(\"${best ?: 0} ${seen.values.map { it.size }.sum()} ${(1..n).joinToString()}\")\n"
            "}\n",
        .compile_factor = 2,
        .product = "program.jar",
        .run = WORDS(JVM, "-Xbootclasspath/a:" KOTLIN "kotlin-stdlib.jar", "-jar", "program.jar"),
        .not_kept = WORDS("/work"),
        .places = WORDS("/usr/share/kotlin", "/usr/share/java", JVM_PLACES),
        JVM_ROW,
    },
    {
        .name = "go",
        .title = "Go (go build)",
        .aliases = WORDS("golang"),
        .extensions = WORDS("go"),
        .package = "golang-go",
        .version = WORDS("/usr/bin/go", "version"),
        .must_have = WORDS("/usr/bin/go"),
        .source_name = "main.go",
        .compile = WORDS("/bin/sh", "compile.sh", SOURCES),
        .script = "export HOME=\"$PWD\" GOTMPDIR=\"$PWD\" CGO_ENABLED=0 GO111MODULE=off\n"
                  "export GOPROXY=off GOFLAGS=-buildvcs=false GOTOOLCHAIN=local\n"
                  "exec /usr/bin/go build -o program \"$@\"\n",
        .run = WORDS("./program"),
        .not_kept = WORDS("go:embed", "/work"),
        .says_memory =
            WORDS("fatal error: runtime: out of memory", "runtime: cannot allocate memory"),
        .places = WORDS("/usr/share/go-1.19", "/usr/lib/go-1.19", "/usr/share/go-1.22",
                        "/usr/lib/go-1.22", "/usr/share/gocode"),
        .compile_factor = 2,
        NATIVE_ROW,
    },
    {
        .name = "rust",
        .title = "Rust (rustc, edition 2021, -O3)",
        .extensions = WORDS("rs"),
        .package = "rustc",
        .version = WORDS("/usr/bin/rustc", "--version"),
        .source_name = "main.rs",
        .compile = WORDS("/usr/bin/rustc", "--edition", "2021", "-C", "opt-level=3", "-C",
                         "target-feature=+crt-static", "-C", "strip=symbols", "--crate-name",
                         "program", "-A", "warnings", "-o", "program", MAIN_SOURCE),
        .run = WORDS("./program"),
        .not_kept = WORDS("include_str", "include_bytes", "include!", "env!", "path", "native"),
        .says_memory = WORDS("memory allocation of "),
        .places = WORDS("/usr/lib/rustlib", "/usr/lib/llvm-14/lib"),
        NATIVE_ROW,
    },
    {
        .name = "csharp",
        .title = "C# (mcs, mono)",
        .aliases = WORDS("c#", "mono", "monocs", "csc", "mcs"),
        .extensions = WORDS("cs"),
        .package = "mono-mcs mono-runtime",
        .version = WORDS("/usr/bin/mono", "--version"),
        .must_have = WORDS("/usr/lib/mono/4.5/mcs.exe"),
        .source_name = "main.cs",
        .compile = WORDS("/usr/bin/mono", "/usr/lib/mono/4.5/mcs.exe", "-out:program.exe",
                         "-optimize+", "-warn:0", "-r:System.Numerics", SOURCES),
        .product = "program.exe",
        .run = WORDS("/usr/bin/mono", "program.exe"),
        .not_at_basic = "reads /proc",
        .processes = 64,
        .not_kept = WORDS("/work"),
        .says_memory = WORDS("System.OutOfMemoryException", "Out of memory"),
        .places = WORDS("/usr/lib/mono", "/etc/mono"),
        .optional = true,
        .compile_profile = PROFILE_COMPILER,
        .run_profile = PROFILE_RUNTIME,
        .first_error = compiler_log_error,
    },
    {
        .name = "typescript",
        .title = "TypeScript (tsc, node)",
        .aliases = WORDS("tsc"),
        .extensions = WORDS("ts"),
        .package = "node-typescript",
        .version = WORDS("/usr/bin/tsc", "--version"),
        .must_have = WORDS("/usr/share/nodejs/typescript/lib/tsc.js"),
        .source_name = "main.ts",
        .compile =
            WORDS(NODE_BARE, "--max-old-space-size=1024", "/usr/share/nodejs/typescript/lib/tsc.js",
                  "--target", "es2022", "--module", "commonjs", "--strict", "false",
                  "--skipLibCheck", "--typeRoots", "types", "node.d.ts", SOURCES),
        .script = node_declarations,
        .product = "main.js",
        .run = WORDS(NODE, "main.js"),
        .processes = 64,
        .not_kept = WORDS("/work", "///"),
        .says_memory = NODE_SAYS_MEMORY,
        .places = WORDS("/usr/share/nodejs"),
        .optional = true,
        .compile_profile = PROFILE_COMPILER,
        .run_profile = PROFILE_RUNTIME,
        .first_error = compiler_log_error,
    },
    {
        .name = "haskell",
        .title = "Haskell (ghc, -O2)",
        .aliases = WORDS("ghc", "hask"),
        .extensions = WORDS("hs"),
        .package = "ghc",
        .version = WORDS("/usr/bin/ghc", "--version"),
        .must_have = WORDS("/usr/bin/ghc"),
        .source_name = "main.hs",
        .compile = WORDS("/bin/sh", "/usr/bin/ghc", "-O2", "-static", "-optl-static",
                         "-optl-pthread", "-rtsopts", "-v0", "-o", "program", SOURCES),
        .run = WORDS("./program", "+RTS", "-M{heap}m", "-RTS"),
        .not_kept = WORDS("TemplateHaskell", "CPP", "-F", "FFI"),
        .says_memory = WORDS("Heap exhausted", "heap overflow"),
        .places = WORDS("/usr/lib/ghc", "/var/lib/ghc"),
        NATIVE_ROW,
    },
    {
        .name = "ocaml",
        .title = "OCaml (ocamlopt)",
        .aliases = WORDS("ocamlopt"),
        .extensions = WORDS("ml"),
        .package = "ocaml-nox",
        .version = WORDS("/usr/bin/ocamlopt", "-version"),
        .source_name = "main.ml",
        .compile = WORDS("/usr/bin/ocamlopt", "-w", "-a", "-O3", "-I", "+unix", "-o", "program",
                         "unix.cmxa", "str.cmxa", "-ccopt", "-static", SOURCES),
        .run = WORDS("./program"),
        .not_kept = WORDS("/work"),
        .says_memory = WORDS("Out of memory", "Out_of_memory"),
        .places = WORDS("/usr/lib/ocaml"),
        NATIVE_ROW,
    },
    {
        .name = "pascal",
        .title = "Pascal (fpc, -O2)",
        .aliases = WORDS("fpc", "fp", "freepascal", "pas", "objectpascal"),
        .extensions = WORDS("pas"),
        .package = "fp-compiler",
        .version = WORDS("/usr/bin/fpc", "-iV"),
        .source_name = "main.pas",
        .compile = WORDS("/usr/bin/fpc", "-viwn", "-O2", "-Sg", "-XS", "-Xt", "-dONLINE_JUDGE",
                         "-oprogram", MAIN_SOURCE),
        .run = WORDS("./program"),
        .not_kept = WORDS("{$I", "{$i"),
        .places = WORDS("/usr/lib/fpc", "/usr/lib/x86_64-linux-gnu/fpc", "/etc/fpc.cfg",
                        "/etc/fpc-3.2.2.cfg"),
        NATIVE_ROW,
    },
    {
        .name = "erlang",
        .title = "Erlang (erlc, main:main/0)",
        .aliases = WORDS("otp"),
        .extensions = WORDS("erl"),
        .package = "erlang-base",
        .must_have = WORDS(ERLANG_BIN "/erl_child_setup"),
        .version = WORDS("/usr/bin/erl", "-noshell", "-eval",
                         "io:put_chars(erlang:system_info(system_version)), halt()."),
        .source_name = "main.erl",
        .compile = WORDS(ERLANG, "-noinput", "-mode", "minimal", "-boot", "no_dot_erlang", "-s",
                         "erl_compile", "compile_cmdline", "-extra", SOURCES),
        .product = "main.beam",
        .run = WORDS(ERLANG, "-boot", "no_dot_erlang", "-s", "main", "main", "-s", "init", "stop"),
        .environment = WORDS("BINDIR=" ERLANG_BIN, "ROOTDIR=/usr/lib/erlang", "EMU=beam",
                             "PROGNAME=erl", "ERL_CRASH_DUMP_SECONDS=0"),
        .processes = 64,
        .not_kept = WORDS("/work", "include", "file", "os:", "behaviour", "parse_transform"),
        .files_mib = 16, /* its compiled code is in a memfd of 8 MiB */
        .says_memory = WORDS("Cannot allocate"),
        .optional = true,
        .compile_profile = PROFILE_COMPILER,
        .run_profile = PROFILE_RUNTIME,
        .first_error = compiler_log_error,
    },
    {
        .name = "fortran",
        .title = "Fortran (gfortran, -O2)",
        .aliases = WORDS("gfortran", "fort"),
        .extensions = WORDS("f90", "f95", "f03", "f08"),
        .package = "gfortran",
        .version = WORDS("/usr/bin/gfortran", "--version"),
        .source_name = "main.f90",
        .compile = WORDS("/usr/bin/gfortran", "-O2", "-static", "-cpp", "-DONLINE_JUDGE", "-w",
                         "-o", "program", SOURCES),
        .run = WORDS("./program"),
        .places = WORDS("/usr/lib/gcc"),
        NATIVE_ROW,
    },
    {
        .name = "d",
        .title = "D (ldc2, -O2)",
        .aliases = WORDS("ldc", "dmd", "gdc", "dlang"),
        .extensions = WORDS("d"),
        .package = "ldc",
        .version = WORDS("/usr/bin/ldc2", "--version"),
        .source_name = "main.d",
        .compile = WORDS("/usr/bin/ldc2", "-O2", "-release", "-static", "-w", "-of=program",
                         "-L--start-group", "-L-lz", SOURCES),
        .run = WORDS("./program"),
        .places = WORDS("/usr/lib/ldc", "/etc/ldc2.conf"),
        NATIVE_ROW,
    },
    {
        .name = "ada",
        .title = "Ada (gnatmake, -O2)",
        .aliases = WORDS("gnat", "ada95"),
        .extensions = WORDS("adb"),
        .package = "gnat",
        .version = WORDS("/usr/bin/gnatmake", "--version"),
        .source_name = "main.adb",
        .compile = WORDS("/usr/bin/gnatmake", "-O2", "-gnatws", "-o", "program", MAIN_SOURCE,
                         "-bargs", "-static", "-largs", "-static"),
        .run = WORDS("./program"),
        .says_memory = WORDS("STORAGE_ERROR"),
        .places = WORDS("/usr/share/ada"),
        NATIVE_ROW,
    },
    {
        .name = "scala",
        .title = "Scala (scalac)",
        .extensions = WORDS("scala", "sc"),
        .package = "scala",
        .version = WORDS("/usr/bin/readlink", "-f", "/usr/share/java/scala-compiler.jar"),
        .must_have = WORDS("/usr/share/java/scala-compiler.jar"),
        .source_name = "main.scala",
        .compile = WORDS(JVM_FOR_COMPILER, ARCHIVE, "-Dscala.usejavacp=true", "-cp",
                         "/usr/share/java/scala-compiler.jar:/usr/share/java/scala-library.jar:"
                         "/usr/share/java/scala-reflect.jar:/usr/share/java/jline2.jar",
                         "scala.tools.nsc.Main", "-nowarn", "-d", "program.jar", SOURCES),
        .archive_source =
            "import scala.collection.mutable\n"
            "case class Point(x: Int, y: Int)\n"
            "trait Shape { def area: Long }\n"
            "object Main {\n"
            "  def main(args: Array[String]): Unit = {\n"
            "    val n = scala.io.StdIn.readInt()\n"
            "    val points = (1 to n).map(i => Point(i % 3, i)).groupBy(_.x)\n"
            "    val seen = mutable.Map[Int, List[Int]]()\n"
            "    for ((key, list) <- points; p <- list if p.y > 1) seen(key) = p.y :: seen.getOrElse(key, Nil)\n"
            "    val square = new Shape { def area: Long = n.toLong * n }\n"
            "    seen.get(1) match { case Some(x :: _) => println(x); case _ => println(s\"none ${square.area}\") }\n"
            "  }\n"
            "}\n",
        .compile_factor = 2,
        .product = "program.jar",
        .run = WORDS(JVM, "-Xbootclasspath/a:/usr/share/java/scala-library.jar", "-jar",
                     "program.jar"),
        .not_kept = WORDS("/work"),
        .places = WORDS("/usr/share/scala", "/usr/share/java", JVM_PLACES),
        JVM_ROW,
    },
};

enum { ROWS = sizeof rows / sizeof *rows };

const struct language *language_compiled(size_t i)
{
    return i < ROWS ? &rows[i] : NULL;
}
