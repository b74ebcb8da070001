/* SPDX-License-Identifier: MIT */
/* The tables of languages, and what several rows have in common; for language*.c only. */
#ifndef HARNESS_LANG_LANGUAGE_ROWS_H
#define HARNESS_LANG_LANGUAGE_ROWS_H

#include "lang/compile/compiler_log.h"
#include "lang/gcc/gcc.h"
#include "lang/java/source_name.h"
#include "lang/language.h"
#include "lang/python/modules.h"
#include "lang/python/python.h"

/* The tables: the i-th row, or NULL. */
const struct language *language_compiled(size_t i);
const struct language *language_interpreted(size_t i);

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* Where an error means what gcc's do, and what makes gcc's product depend on more than the source. */
#define GCC_ROW                                                                                    \
    .compile_profile = PROFILE_COMPILER, .product = "program", .run = WORDS("./program"),          \
    .run_profile = PROFILE_NATIVE, .first_error = gcc_first_error,                                 \
    .not_kept = WORDS("__TIME__", "__DATE__", "__TIMESTAMP__", "native", "/proc", "/dev",          \
                      "/cache", "/work", "incbin")

#define GCC_WORDS(compiler, language, standard)                                                    \
    compiler, "-x", language, "-std=" standard, "-O2", "-static", "-pipe", "-s", "-DONLINE_JUDGE", \
        "-fmax-errors=20", LINKER, "-o", "program", SOURCES
#define C_ROW(standard)                                                                            \
    .title = "C (gcc, " standard ", -O2)", .package = "gcc",                                       \
    .version = WORDS("/usr/bin/gcc", "--version"), .source_name = "main.c",                        \
    .compile = WORDS(GCC_WORDS("/usr/bin/gcc", "c", standard), "-lm"), GCC_ROW
#define CPP_ROW(standard)                                                                          \
    .title = "C++ (g++, " standard ", -O2)", .package = "g++",                                     \
    .version = WORDS("/usr/bin/g++", "--version"), .source_name = "main.cpp",                      \
    .compile = WORDS(GCC_WORDS("/usr/bin/g++", "c++", standard)), .precompiles = true, GCC_ROW

/* Compiled to a static program by a compiler whose log needs no knowledge of its own. */
#define NATIVE_ROW                                                                                 \
    .optional = true, .compile_profile = PROFILE_COMPILER, .product = "program",                   \
    .run_profile = PROFILE_NATIVE, .first_error = compiler_log_error

/* Run as it is by an interpreter, which may check it before. */
#define SCRIPT_ROW                                                                                 \
    .optional = true, .compile_profile = PROFILE_RUNTIME, .run_profile = PROFILE_RUNTIME,          \
    .first_error = compiler_log_error

/*
 * The JVM. The serial collector is that of Kattis and DOMjudge: it has no threads of its own, so the CPU
 * time is the program's. Without UsePerfData nothing is written to /tmp. The heap is what DOMjudge
 * gives it: the limit without 128 MiB for the JVM itself, whose threads and compiled code count too.
 */
#define JVM                                                                                        \
    "/usr/bin/java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-UseContainerSupport",           \
        "-Xshare:auto", "-Xss{stack}m", "-Xms{heap}m", "-Xmx{heap}m", "-Dfile.encoding=UTF-8",     \
        "-DONLINE_JUDGE=true"
#define JVM_ROW                                                                                    \
    .optional = true, .compile_profile = PROFILE_COMPILER, .run_profile = PROFILE_RUNTIME,         \
    .processes = 64, .first_error = compiler_log_error,                                            \
    .says_memory =                                                                                 \
        WORDS("java.lang.OutOfMemoryError", "There is insufficient memory for the Java")
#define JVM_PLACES                                                                                 \
    "/usr/lib/jvm", "/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk"
/* A compiler in a JVM: much of its short life is spent in code that is not worth the second compiler. */
#define JVM_FOR_COMPILER                                                                           \
    "/usr/bin/java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xss64m", \
        "-Xmx1024m"

/*
 * What the launcher R sets; it is a script that starts sed and others. R's own package utils asks `which` and `uname` for the system's name when
 * it is loaded, and no package that needs it loads where programs cannot be started. So the usual packages are loaded after which() finds nothing.
 */
#define R_WORDS "/usr/lib/R/bin/exec/R", "--no-echo", "--vanilla", "--max-ppsize=500000"
#define R_START                                                                                    \
    "unlockBinding('Sys.which', baseenv()); "                                                      \
    "assign('Sys.which', function(names) character(length(names)), baseenv()); "                   \
    "for (p in c('methods', 'datasets', 'utils', 'grDevices', 'graphics', 'stats')) "              \
    "library(p, character.only = TRUE); rm(p); "
#define R_ENVIRONMENT                                                                              \
    WORDS("R_HOME=/usr/lib/R", "R_SHARE_DIR=/usr/share/R/share", "R_DOC_DIR=/usr/share/R/doc",     \
          "R_INCLUDE_DIR=/usr/share/R/include", "LD_LIBRARY_PATH=/usr/lib/R/lib",                  \
          "R_ARCH=", "R_DEFAULT_PACKAGES=NULL")

/*
 * The emulator, as erlexec starts it (`erl -emu_args_exit` prints the words), with one scheduler: a cell has one core.
 * Which version's directory the * is, toolchain_prefix_match finds.
 */
#define ERLANG_BIN "/usr/lib/erlang/erts-*/bin"
#define ERLANG                                                                                     \
    ERLANG_BIN "/beam.smp", "-S", "1:1", "-SDio", "1", "--", "-root", "/usr/lib/erlang",           \
        "-bindir", ERLANG_BIN, "-progname", "erl", "--", "-home", "/work", "--", "-noshell"

#define KOTLIN "/usr/share/kotlin/kotlinc/lib/"

/*
 * Node: the stack is nearly as large as the memory limit, as the system gives it to the main thread; it
 * must not be larger. The host's settings for OpenSSL are in /etc, which cells do not show.
 */
#define NODE_BARE "/usr/bin/node", "--openssl-config=/dev/null"
#define NODE      NODE_BARE, "--stack-size={stack_kib}", "--max-old-space-size={heap}"
#define NODE_SAYS_MEMORY                                                                           \
    WORDS("JavaScript heap out of memory", "Array buffer allocation failed",                       \
          "process out of memory")

#endif
