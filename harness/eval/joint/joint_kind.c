/* SPDX-License-Identifier: MIT */
#include "eval/joint/joint_kind.h"

#include <string.h>

/* A launcher as text, with a NUL behind it; the Makefile says that this depends on them. */
#define LAUNCHER(name, file)                                                                       \
    extern const char(name)[];                                                                     \
    __asm__(".pushsection .rodata\n" #name ":\n.incbin \"harness/eval/joint/launchers/" file       \
            "\"\n.byte 0\n.popsection")

LAUNCHER(launcher_native, "native.c");
LAUNCHER(launcher_java, "Launcher.java");
LAUNCHER(launcher_javascript, "launcher.js");
LAUNCHER(launcher_ruby, "launcher.rb");
LAUNCHER(launcher_php, "launcher.php");
LAUNCHER(launcher_perl, "launcher.pl");
LAUNCHER(launcher_go, "launcher.go");
LAUNCHER(launcher_testing, "testing.go");
LAUNCHER(launcher_kotlin, "launcher.kt");
LAUNCHER(launcher_scala, "launcher.scala");
LAUNCHER(launcher_rust, "launcher.rs");
LAUNCHER(launcher_lua, "launcher.lua");
LAUNCHER(launcher_bash, "launcher.sh");
LAUNCHER(launcher_csharp, "launcher.cs");
LAUNCHER(launcher_haskell, "launcher.hs");
LAUNCHER(launcher_ocaml, "launcher.ml");
LAUNCHER(launcher_d, "launcher.d");
LAUNCHER(launcher_r, "launcher.R");

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const char joint_main_class[] = "{main_class}";

#define NODE_MODULES WORDS("NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs")
#define NODE_LACKS                                                                                 \
    .lacks = "Cannot find module '", .lacks_end = "'", .package_before = "node-",                  \
    .package_after = ""

/*
 * mxeval runs what tsc makes, whatever types tsc misses: tests that require() a module never compile without an error. The
 * exit status of node is then 0.
 */
static const char type_errors_pass[] =
    "process.on('exit', () => { process.exitCode = 0; }); require(process.argv[1]);";

static const struct joint_kind kinds[] = {
    {
        .language = "c",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .macros_when = "",
        .has_assert_header = true,
    },
    {
        .language = "cpp",
        .launcher = launcher_native,
        .compile_word = "-Wl,--wrap=main",
        .macros_when = "",
        .has_assert_header = true,
    },
    {
        .language = "java",
        .launcher = launcher_java,
        .launcher_at = "winnow/Launcher.java",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program", "winnow.Launcher", joint_main_class),
    },
    {
        .language = "go",
        .launcher = launcher_go,
        .launcher_at = "winnow.go",
        .with_source = true,
        .renamed = WORDS("func main()", "func winnowTests()"),
        .tests_need = "func main()",
    },
    {
        .language = "go",
        .launcher = launcher_testing,
        .launcher_at = "winnow.go",
        .with_source = true,
        .tests_need = "func Test",
        .test_begins = "func Test",
        .package = "main",
        .environment = WORDS("GOPATH=/usr/share/gocode"),
        .lacks = "cannot find package \"github.com/",
        .lacks_end = "\"",
        .package_before = "golang-github-",
        .package_after = "-dev",
    },
    {
        .language = "rust",
        .launcher = launcher_rust,
        .renamed = WORDS("fn main()", "fn NAME_tests()"),
        .tests_need = "fn main()",
        .closed_by_tests = true,
        /* Without optimisation sums are checked for overflow, as in MultiPL-E's. */
        .compile_instead =
            WORDS("/usr/bin/rustc", "--edition", "2021", "-C", "target-feature=+crt-static", "-C",
                  "strip=symbols", "--crate-name", "program", "-A", "warnings", "-o", "program",
                  MAIN_SOURCE),
    },
    {
        .language = "csharp",
        .launcher = launcher_csharp,
        .renamed =
            WORDS("static void Main(", "static void NAME_tests(", "Debug.Assert(", "NAME.Assert("),
        .tests_need = "static void Main(",
        .lacks = "The type or namespace name `",
        .lacks_end = "'",
    },
    {
        .language = "haskell",
        .launcher = launcher_haskell,
        .launcher_at = "winnow.hs",
        .with_source = true,
        .tests_need = "main",
        .macros_when = "CPP",
        .compile_instead =
            WORDS("/bin/sh", "/usr/bin/ghc", "-O0", "-static", "-optl-static", "-optl-pthread",
                  "-rtsopts", "-v0", "-main-is", "Winnow", "-o", "program", SOURCES),
    },
    {
        .language = "d",
        .launcher = launcher_d,
        .renamed = WORDS("unittest", "void NAME_tests()", "void main()", "void NAME_main()",
                         "assert(", "NAME_assert("),
        .tests_need = "unittest",
        .compile_instead =
            WORDS("/usr/bin/ldc2", "-static", "-of=program", "-L--start-group", "-L-lz", SOURCES),
    },
    {.language = "ocaml", .launcher = launcher_ocaml},
    {
        .language = "kotlin",
        .launcher = launcher_kotlin,
        .launcher_at = "winnow.kt",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program.jar", "winnow.WinnowKt", "MainKt"),
    },
    {
        .language = "scala",
        .launcher = launcher_scala,
        .launcher_at = "winnow.scala",
        .with_source = true,
        .run_until = WORDS("-jar"),
        .run_instead = WORDS("-cp", "program.jar", "winnow.Launcher", "Main"),
    },
    {
        .language = "javascript",
        .launcher = launcher_javascript,
        .launcher_at = "winnow.js",
        .run_until = WORDS("main.js"),
        .run_instead = WORDS("winnow.js"),
        .environment = NODE_MODULES,
        NODE_LACKS,
    },
    {
        .language = "typescript",
        .launcher = launcher_javascript,
        .launcher_at = "winnow.js",
        .compile_instead =
            WORDS("/usr/bin/node", "--openssl-config=/dev/null", "--max-old-space-size=1024", "-e",
                  type_errors_pass, "/usr/share/nodejs/typescript/lib/tsc.js", "--target", "es5",
                  "--lib", "es2016", MAIN_SOURCE),
        .run_until = WORDS("main.js"),
        .run_instead = WORDS("winnow.js"),
        .environment = NODE_MODULES,
        NODE_LACKS,
    },
    {
        .language = "ruby",
        .launcher = launcher_ruby,
        .launcher_at = "winnow.rb",
        .tests_at = "tests.rb",
        .run_until = WORDS("main.rb"),
        .run_instead = WORDS("winnow.rb"),
        .lacks = "cannot load such file -- ",
        .lacks_end = " ",
        .package_before = "ruby-",
        .package_after = "",
    },
    {
        .language = "php",
        .launcher = launcher_php,
        .launcher_at = "winnow.php",
        .tests_at = "tests.php",
        .tests_begin = "<?php ",
        .run_until = WORDS("main.php"),
        .run_instead = WORDS("winnow.php"),
    },
    {
        .language = "perl",
        .launcher = launcher_perl,
        .launcher_at = "winnow.pl",
        .tests_at = "tests.pl",
        .run_until = WORDS("main.pl"),
        .run_instead = WORDS("winnow.pl"),
        .lacks = "you may need to install the ",
        .lacks_end = " ",
        .package_before = "lib",
        .package_after = "-perl",
    },
    {
        .language = "lua",
        .launcher = launcher_lua,
        .launcher_at = "winnow.lua",
        .renamed = WORDS("os.exit(", ";(...)("),
        .run_until = WORDS("main.lua"),
        .run_instead = WORDS("winnow.lua"),
        /* Debian's luaunit is that of Lua 5.1 by its place; it is for all versions. */
        .environment = WORDS("LUA_PATH=/usr/share/lua/5.4/?.lua;/usr/share/lua/5.1/?.lua"),
        .lacks = "module '",
        .lacks_end = "'",
        .package_before = "lua-",
        .package_after = "",
        .not_in_package = "lua",
    },
    {
        .language = "bash",
        .launcher = launcher_bash,
        .launcher_at = "winnow.sh",
        .tests_at = "tests.sh",
        .closed_by_tests = true,
        .run_until = WORDS("main.sh"),
        .run_instead = WORDS("winnow.sh"),
        .starts_programs = true,
    },
    {
        .language = "r",
        .launcher = launcher_r,
        .launcher_at = "winnow.R",
        .tests_at = "tests.R",
        .closed_by_tests = true,
        .renamed = WORDS("identical(", "base::identical(", "quit('no', 1)",
                         "{ message('the tests did not hold'); quit('no', 1) }"),
        /* R cannot put another file in the place of its stdin; a pipe is empty once it has been read. */
        .run_until = WORDS("-e"),
        .run_before = WORDS("/bin/sh", "-c",
                            "read -r token; exec </dev/null; echo \"$token\" | \"$@\"", "winnow"),
        .run_instead = WORDS("-e", "source('winnow.R')", "-e",
                             "writeLines(.Internal(eval(winnow_all(), globalenv(), NULL)))"),
        .starts_programs = true,
    },
};

static bool is_of(const struct joint_kind *kind, const struct language *language, const char *tests)
{
    return language_is(language, kind->language) &&
           (!kind->tests_need || strstr(tests, kind->tests_need));
}

const struct joint_kind *joint_kind_of(const struct language *language, const char *tests)
{
    for (size_t i = 0; language && i < sizeof kinds / sizeof *kinds; i++)
        if (is_of(&kinds[i], language, tests))
            return &kinds[i];
    return NULL;
}
