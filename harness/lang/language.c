/* SPDX-License-Identifier: MIT */
/*
 * Commands as the public judges use them (Kattis and DOMjudge: static, -O2; CMS: -pipe): a static
 * program starts faster and needs nothing of the host. Python is checked by compiling it, which is
 * what the judges' `py_compile` step does, without writing a file; by a script, so that the interpreter
 * can wait for it (struct run_request).
 */
#include "lang/language.h"

#include <string.h>
#include <strings.h>

static const char *const c_aliases[] = {"c", "gcc", "c99", "c11", "c17", "gnu c", NULL};
static const char *const c_extensions[] = {"c", NULL};
static const char *const c_compile[] = {
    "/usr/bin/gcc",    "-x", "c",       "-std=gnu17", "-O2", "-static", "-pipe", "-s",
    "-fmax-errors=20", "-o", "program", "main.c",     "-lm", NULL};

static const char *const cpp_aliases[] = {"cpp",   "c++",   "cc",    "cxx",     "g++",
                                          "c++11", "c++14", "c++17", "c++20",   "cpp11",
                                          "cpp14", "cpp17", "cpp20", "gnu c++", NULL};
static const char *const cpp_extensions[] = {"cpp", "cc", "cxx", "c++", NULL};
static const char *const cpp_compile[] = {
    "/usr/bin/g++",    "-x", "c++",     "-std=gnu++20", "-O2", "-static", "-pipe", "-s",
    "-fmax-errors=20", "-o", "program", "main.cpp",     NULL};

static const char *const native_run[] = {"./program", NULL};

static const char *const python_aliases[] = {"python3",  "python",  "py", "py3",
                                             "python 3", "cpython", NULL};
static const char *const python_extensions[] = {"py", "py3", NULL};
static const char *const python_compile[] = {"/usr/bin/python3", "-I", "-S", "check.py", NULL};
/* It ends before the interpreter is taken apart: nothing is left to be written. */
static const char python_check[] =
    "compile(open('main.py', 'rb').read(), 'main.py', 'exec', dont_inherit=True)\n"
    "import posix\n"
    "posix._exit(0)\n";
static const char *const python_run[] = {"/usr/bin/python3", "main.py", NULL};

static const struct language languages[] = {
    {"c", "C (gcc, gnu17, -O2)", c_aliases, c_extensions, "main.c", c_compile, NULL, NULL,
     PROFILE_COMPILER, "program", native_run, PROFILE_NATIVE, false, 0},
    {"cpp", "C++ (g++, gnu++20, -O2)", cpp_aliases, cpp_extensions, "main.cpp", cpp_compile, NULL,
     "c++-header", PROFILE_COMPILER, "program", native_run, PROFILE_NATIVE, false, 0},
    {"python3", "Python 3 (/usr/bin/python3)", python_aliases, python_extensions, "main.py",
     python_compile, python_check, NULL, PROFILE_INTERPRETER, NULL, python_run, PROFILE_INTERPRETER,
     true, 0},
};

enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

static int among(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcasecmp(name, *list) == 0)
            return 1;
    return 0;
}

const struct language *language_by_name(const char *name)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (among(name, languages[i].aliases))
            return &languages[i];
    return NULL;
}

const struct language *language_by_file(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');

    for (size_t i = 0; dot && i < LANGUAGE_COUNT; i++)
        if (among(dot + 1, languages[i].extensions))
            return &languages[i];
    return NULL;
}

const struct language *language_at(size_t i)
{
    return i < LANGUAGE_COUNT ? &languages[i] : NULL;
}
