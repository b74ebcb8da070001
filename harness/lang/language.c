/* SPDX-License-Identifier: MIT */
#include "lang/language.h"
#include "lang/gcc/gcc.h"
#include "lang/python/modules.h"
#include "lang/python/python.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const c_aliases[] = {"c", "gcc", NULL};
static const char *const c_extensions[] = {"c", NULL};
static const char *const cpp_aliases[] = {"cpp", "c++",     "cc",     "cxx",
                                          "g++", "clang++", "ms c++", "2", /* in CodeContests */
                                          NULL};
static const char *const cpp_extensions[] = {"C", "cpp", "cc", "cxx", "c++", NULL};
static const char *const native_run[] = {"./program", NULL};
static const char *const python_aliases[] = {"python", "py", "cpython",
                                             "3", /* in CodeContests, where 1 is Python 2 */
                                             NULL};
static const char *const python_extensions[] = {"py", "py3", NULL};
static const char *const pypy_aliases[] = {"pypy", NULL};
static const char *const no_extensions[] = {NULL};

static const struct language languages[] = {
    {
        .name = "c",
        .title = "C (gcc, gnu17, -O2)",
        .aliases = c_aliases,
        .versions = "12456789",
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
        .versions = "0129",
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
        .versions = "3",
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
        .versions = "3",
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

static bool is_there(const struct language *language)
{
    return !language->optional || access(language->run[0], X_OK) == 0;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

/*
 * What may follow a language's name: nothing, a version ("17", " 3.8", "2a", " 3-64"), and anything in
 * parentheses or after the word "diagnostics", which Codeforces adds.
 */
static bool is_version(const char *text, const char *first_digits)
{
    text = skip_blanks(text);
    if (*text && *text != '(') {
        if (!strchr(first_digits, *text))
            return false;
        text = skip_blanks(text + strspn(text, "0123456789.-abxyz \t"));
    }
    return !*text || *text == '(' || strncasecmp(text, "diagnostics", 11) == 0;
}

static const struct language *find_by_name(const char *name)
{
    name = skip_blanks(name);
    if (strncasecmp(name, "gnu ", 4) == 0)
        name = skip_blanks(name + 4);
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        for (const char *const *alias = languages[i].aliases; *alias; alias++)
            if (strncasecmp(name, *alias, strlen(*alias)) == 0 &&
                is_version(name + strlen(*alias), languages[i].versions))
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
