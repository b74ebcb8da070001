/* SPDX-License-Identifier: MIT */
/* What several rows of language_table.c have in common; for that file only. */
#ifndef HARNESS_LANG_LANGUAGE_ROWS_H
#define HARNESS_LANG_LANGUAGE_ROWS_H

#include "lang/compiler_log.h"
#include "lang/gcc/gcc.h"
#include "lang/java/source_name.h"
#include "lang/language.h"
#include "lang/python/modules.h"
#include "lang/python/python.h"

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

#endif
