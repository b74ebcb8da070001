/* SPDX-License-Identifier: MIT */
#include "lang/language.h"
#include "lang/gcc/gcc.h"
#include "lang/python/modules.h"
#include "lang/python/python.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const c_aliases[] = {"c", "gcc", "c99", "c11", "c17", "gnu c", NULL};
static const char *const c_extensions[] = {"c", NULL};
static const char *const cpp_aliases[] = {"cpp",   "c++",   "cc",    "cxx",     "g++",
                                          "c++11", "c++14", "c++17", "c++20",   "cpp11",
                                          "cpp14", "cpp17", "cpp20", "gnu c++", NULL};
static const char *const cpp_extensions[] = {"cpp", "cc", "cxx", "c++", NULL};
static const char *const native_run[] = {"./program", NULL};
static const char *const python_aliases[] = {"python3",  "python",  "py", "py3",
                                             "python 3", "cpython", NULL};
static const char *const python_extensions[] = {"py", "py3", NULL};
static const char *const pypy_aliases[] = {"pypy3", "pypy", "pypy 3", NULL};
static const char *const no_extensions[] = {NULL};

static const struct language languages[] = {
    {
        .name = "c",
        .title = "C (gcc, gnu17, -O2)",
        .aliases = c_aliases,
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
        .aliases = cpp_aliases,
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
        .aliases = python_aliases,
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
        .aliases = pypy_aliases,
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

enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

static int among(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcasecmp(name, *list) == 0)
            return 1;
    return 0;
}

static bool is_there(const struct language *language)
{
    return !language->optional || access(language->run[0], X_OK) == 0;
}

const struct language *language_by_name(const char *name)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (among(name, languages[i].aliases))
            return is_there(&languages[i]) ? &languages[i] : NULL;
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
