/* SPDX-License-Identifier: MIT */
#include "lang/language.h"
#include "lang/gcc/gcc.h"
#include "lang/language_name.h"
#include "lang/python/modules.h"
#include "lang/python/python.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const c_extensions[] = {"c", NULL};
static const char *const cpp_extensions[] = {"C", "cpp", "cc", "cxx", "c++", NULL};
static const char *const native_run[] = {"./program", NULL};
static const char *const python_extensions[] = {"py", "py3", NULL};
static const char *const no_extensions[] = {NULL};

static const struct language languages[] = {
    {
        .name = "c",
        .title = "C (gcc, gnu17, -O2)",
        .extensions = c_extensions,
        .source_name = "main.c",
        .compile = gcc_c,
        .compile_profile = PROFILE_COMPILER,
        .product = "program",
        .run = native_run,
        .run_profile = PROFILE_NATIVE,
        .first_error = gcc_first_error,
        .is_reproducible = gcc_is_reproducible,
    },
    {
        .name = "cpp",
        .title = "C++ (g++, gnu++20, -O2)",
        .extensions = cpp_extensions,
        .source_name = "main.cpp",
        .compile = gcc_cpp,
        .compile_profile = PROFILE_COMPILER,
        .product = "program",
        .run = native_run,
        .run_profile = PROFILE_NATIVE,
        .precompiles = true,
        .first_error = gcc_first_error,
        .is_reproducible = gcc_is_reproducible,
    },
    {
        .name = "python3",
        .title = "Python 3 (/usr/bin/python3)",
        .extensions = python_extensions,
        .source_name = "main.py",
        .compile = python_compile,
        .check = python_check,
        .compile_profile = PROFILE_INTERPRETER,
        .run = python_run,
        .run_profile = PROFILE_INTERPRETER,
        .first_error = python_error,
        .find_modules = python_modules,
    },
    {
        .name = "pypy3",
        .title = "PyPy 3 (/usr/bin/pypy3)",
        .extensions = no_extensions,
        .source_name = "main.py",
        .compile = pypy_compile,
        .check = python_check,
        .compile_profile = PROFILE_INTERPRETER,
        .run = pypy_run,
        .run_profile = PROFILE_INTERPRETER,
        .optional = true,
        .first_error = python_error,
        .find_modules = python_modules,
    },
};

static const char *const text_compile[] = {"/bin/true", NULL};
static const char *const text_run[] = {"/bin/cat", "answer.txt", NULL};

const struct language language_text = {
    .name = "text",
    .title = "text (the output itself)",
    .extensions = no_extensions,
    .source_name = "answer.txt",
    .compile = text_compile,
    .compile_profile = PROFILE_INTERPRETER,
    .run = text_run,
    .run_profile = PROFILE_INTERPRETER,
    .first_error = gcc_first_error,
};

enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

static bool is_there(const struct language *language)
{
    return !language->optional || access(language->run[0], X_OK) == 0;
}

static const struct language *find_by_name(const char *text)
{
    const char *name = language_name_find(text);

    for (size_t i = 0; name && i < LANGUAGE_COUNT; i++)
        if (strcmp(languages[i].name, name) == 0)
            return &languages[i];
    return NULL;
}

const struct language *language_by_name(const char *name)
{
    const struct language *language = find_by_name(name);

    return language && is_there(language) ? language : NULL;
}

const struct language *language_not_installed(const char *name)
{
    const struct language *language = find_by_name(name);

    return language && !is_there(language) ? language : NULL;
}

/*
 * Languages that are not run here: a file of one of them is a source, and no JSON lines. The names
 * are for messages.
 */
static const struct foreign {
    const char *extension, *name;
} foreigners[] = {
    {"java", "Java"},
    {"kt", "Kotlin"},
    {"rs", "Rust"},
    {"go", "Go"},
    {"js", "JavaScript"},
    {"mjs", "JavaScript"},
    {"ts", "TypeScript"},
    {"cs", "C#"},
    {"fs", "F#"},
    {"vb", "Visual Basic"},
    {"hs", "Haskell"},
    {"ml", "OCaml"},
    {"pas", "Pascal"},
    {"dpr", "Delphi"},
    {"rb", "Ruby"},
    {"php", "PHP"},
    {"pl", "Perl"},
    {"lua", "Lua"},
    {"scala", "Scala"},
    {"swift", "Swift"},
    {"d", "D"},
    {"f90", "Fortran"},
    {"r", "R"},
    {"jl", "Julia"},
    {"sh", "shell"},
    {"nim", "Nim"},
    {"clj", "Clojure"},
    {"ex", "Elixir"},
    {"adb", "Ada"},
    {"cob", "COBOL"},
    {"dart", "Dart"},
    {"zig", "Zig"},
    {"cu", "CUDA"},
    {"m", "Objective-C"},
    {"py2", "Python 2"},
    {"h", "a C header"},
    {"asm", "assembler"},
    {"s", "assembler"},
    {"ipynb", "a notebook"},
    {"hpp", "a C++ header"},
};

const char *language_not_run(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');

    for (size_t i = 0; dot && i < sizeof foreigners / sizeof *foreigners; i++)
        if (strcasecmp(dot + 1, foreigners[i].extension) == 0)
            return foreigners[i].name;
    return NULL;
}

void language_refusal(const char *name, char *out, size_t size)
{
    const struct language *missing = language_not_installed(name);

    if (missing)
        snprintf(out, size, "language '%s' is not installed: apt install %s", missing->name,
                 missing->name);
    else
        snprintf(out, size, "unknown language '%.80s' (c, cpp or python3)", name);
}

static const struct language *find_by_extension(const char *extension,
                                                int (*compare)(const char *, const char *))
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        for (const char *const *known = languages[i].extensions; *known; known++)
            if (compare(extension, *known) == 0)
                return &languages[i];
    return NULL;
}

const struct language *language_by_file(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');
    const struct language *exactly = dot ? find_by_extension(dot + 1, strcmp) : NULL;

    return exactly || !dot ? exactly : find_by_extension(dot + 1, strcasecmp);
}

const struct language *language_at(size_t i)
{
    return i < LANGUAGE_COUNT ? &languages[i] : NULL;
}
