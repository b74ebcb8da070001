/* SPDX-License-Identifier: MIT */
/* The table of languages: by name, by file, and that its rows are whole. */
#include "lang/language.h"
#include "lang/language_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void a_language_is_known_by_the_names_candidates_give(void **state)
{
    static const struct {
        const char *name, *language;
    } names[] = {
        {"c", "c"},
        {"C", "c"},
        {"C11", "c11"},
        {"cpp", "cpp"},
        {"C++", "cpp"},
        {"c++17", "cpp17"},
        {"Cpp20", "cpp"},
        {"GNU C++", "cpp"},
        {"python3", "python3"},
        {"Python 3", "python3"},
        {"PYTHON", "python3"},
        {"py", "python3"},
        {"", NULL},
        {"python2", NULL},
        {"java", "java"},
        {"cp", NULL},
        {"c ", "c"},
        {" python 3 \n", "python3"},
        {"C99", "c99"},
        {"c23", "c23"},
        {"GNU C11", "c11"},
        {"GNU C", "c"},
        {"gcc 12.2", "c"},
        {"GNU GCC 5.1.0", "c"},
        {"c#", "csharp"},
        {"c# 8", "csharp"},
        {"C# (gcc)", "csharp"},
        {"clojure", NULL},
        {"c3", NULL},
        {"GNU C++17 (64)", "cpp17"},
        {"GNU G++17 7.3.0", "cpp17"},
        {"GNU G++20 13.2 (64 bit, winlibs)", "cpp"},
        {"C++ 17 (gcc 12.2)", "cpp17"},
        {"C++20 (gcc 12.2)", "cpp"},
        {"GNU C++0x", "cpp11"},
        {"c++2a", "cpp"},
        {"c++23", "cpp23"},
        {"cpp23", "cpp23"},
        {"MS C++ 2017", "cpp"},
        {"Clang++17 Diagnostics", "cpp17"},
        {"C++/CLI", NULL},
        {"Python 3.8", "python3"},
        {"Python (3.8.2)", "python3"},
        {"cpython 3.11", "python3"},
        {"python 2.7", NULL},
        {"PYTHON3", "python3"},
        {"pythonic", NULL},
        /* CodeContests: UNKNOWN_LANGUAGE, PYTHON (2), CPP, PYTHON3, JAVA. */
        {"0", NULL},
        {"1", NULL},
        {"2", "cpp"},
        {"3", "python3"},
        {"4", "java"},
        {"5", NULL},
        {"32", NULL},
        {"UNKNOWN_LANGUAGE", NULL},
        /* Codeforces, AtCoder, CodeChef, CMS, DMOJ, Kattis, MIME types, gcc's -std. */
        {"GNU C++11", "cpp11"},
        {"GNU C++20 (64)", "cpp"},
        {"C++14 (GCC 6-32)", "cpp14"},
        {"C++17 (GCC 7-32)", "cpp17"},
        {"C++20 (GCC 13-64)", "cpp"},
        {"C++23 (GCC 14-64, msys2)", "cpp23"},
        {"MS C++", "cpp"},
        {"Microsoft Visual C++ 2017", "cpp"},
        {"Clang++20 Diagnostics", "cpp"},
        {"Python 2", NULL},
        {"PyPy 2", NULL},
        {"PyPy 3-64", "pypy3"},
        {"GNU GCC C11 5.1.0", "c11"},
        {"GNU G++20 11.2.0 (64 bit, winlibs)", "cpp"},
        {"PyPy 3.10 (7.3.15, 64bit)", "pypy3"},
        {"C++ (GCC 9.2.1)", "cpp"},
        {"C++ 23 (gcc 12.2)", "cpp23"},
        {"C++ 20 (Clang 16.0.6)", "cpp"},
        {"C (Clang 3.8.0)", "c"},
        {"C23 (GCC 14.2.0)", "c23"},
        {"Python3 (3.4.3)", "python3"},
        {"Python (CPython 3.11.4)", "python3"},
        {"Python (PyPy 3.10-v7.3.12)", "pypy3"},
        {"Python (Mambaforge / CPython 3.10.10)", "python3"},
        {"PyPy2 (5.6.0)", NULL},
        {"PyPy3 (7.3.0)", "pypy3"},
        {"Python (2.7.6)", NULL},
        {"C++ IOI-Style(GNU++20) (GCC 14.2.0)", "cpp"},
        {"Cython (0.29.16)", NULL},
        {"Python 3 (PyPy)", "pypy3"},
        {"C++17 / g++", "cpp17"},
        {"C11 / gcc", "c11"},
        {"Python 3 / CPython", "python3"},
        {"Python 3 / PyPy", "pypy3"},
        {"Python 2 / CPython", NULL},
        {"PYTH 3.6", "python3"},
        {"PYTH", NULL},
        {"PYTH 2.7", NULL},
        {"PYPY3", "pypy3"},
        {"C++(gcc 6.3)", "cpp"},
        {"C++ 4.3.2", "cpp"},
        {"CPP17", "cpp17"},
        {"PY3", "python3"},
        {"CLANGX", "cpp"},
        {"CLANG", "c"},
        {"C++17 O2", "cpp17"},
        {"C++17 (Clang)", "cpp17"},
        {"C99 (Clang)", "c99"},
        {"gnu++17", "cpp17"},
        {"text/x-c++src", "cpp"},
        {"text/x-csrc", "c"},
        {"text/x-python", "python3"},
        {".cpp", "cpp"},
        {"cpp-17", "cpp17"},
        {"python_3", "python3"},
        {"python-3.8", "python3"},
        {"ANSI C", "c"},
        {"ANSI C 5.3.0", "c"},
        {"c language", "c"},
        {"Objective-C", NULL},
        {"c sharp", NULL},
        {"F#", NULL},
        {"Visual C#", "csharp"},
        {"golang", "go"},
        {"c++26", "cpp23"},
        {"C++ 20 (64bit)", "cpp"},
        {"Clang 7.1 C++17", "cpp17"},
        {"gcc", "c"},
        {"g++", "cpp"},
        {"javascript", "javascript"},
        {"cuda c++", NULL},
        {"R", "r"},
        {"D", "d"},
        {"(", NULL},
        {"c++ (", "cpp"},
        /* Codeforces, AtCoder, CodeContests, DMOJ, CodeChef, Kattis, MultiPL-E, HumanEval-X. */
        {"Java 8", "java"},
        {"Java 21 64bit", "java"},
        {"Java 11.0.6", "java"},
        {"Java (OpenJDK 17)", "java"},
        {"Java8 (OpenJDK 1.8.0)", "java"},
        {"JAVA17", "java"},
        {"JavaScript (Node.js 18.16.1)", "javascript"},
        {"Node.js 15.8.0 (64bit)", "javascript"},
        {"JavaScript V8 4.8.0", "javascript"},
        {"NODEJS", "javascript"},
        {"js", "javascript"},
        {"TypeScript 5.1 (Node.js 18.16.1)", "typescript"},
        {"ts", "typescript"},
        {"Kotlin 1.7", "kotlin"},
        {"Kotlin (Kotlin/JVM 1.8.20)", "kotlin"},
        {"KTLN", "kotlin"},
        {"Go 1.22.2", "go"},
        {"Go (go 1.20.6)", "go"},
        {"Rust 2021", "rust"},
        {"Rust (rustc 1.70.0)", "rust"},
        {"rs", "rust"},
        {"C# 8, .NET Core 3.1", "csharp"},
        {"C# Mono 6.8", "csharp"},
        {"Mono C# 5", "csharp"},
        {"MONOCS", "csharp"},
        {"cs", "csharp"},
        {"Haskell GHC 8.10.1", "haskell"},
        {"Haskell (GHC 9.4.5)", "haskell"},
        {"OCaml 4.02.1", "ocaml"},
        {"FPC 3.0.2", "pascal"},
        {"Free Pascal 3.2.2", "pascal"},
        {"Ruby 3.2.2", "ruby"},
        {"PHP 8.1.7", "php"},
        {"Perl 5.20.1", "perl"},
        {"Lua 5.4", "lua"},
        {"bash 5.1", "bash"},
        {"sh", "bash"},
        {"Scala 2.12.8", "scala"},
        {"D DMD32 v2.105.0", "d"},
        {"Fortran (GNU Fortran 12.2)", "fortran"},
        {"Common Lisp (SBCL 2.3.6)", "lisp"},
        {"Ada (GNAT 12.2)", "ada"},
        {"text", "text"},
        {"Text (cat 8.32)", "text"},
        {"text/plain", "text"},
        {"text/x-java", "java"},
        {"PascalABC.NET 3.8", NULL},
        /* Standards, and versions that state none. */
        {"c++98", "cpp98"},
        {"C++03", "cpp98"},
        {"c++11", "cpp11"},
        {"C++1y", "cpp14"},
        {"c++1z", "cpp17"},
        {"C++ 20", "cpp"},
        {"c++2a (gcc)", "cpp"},
        {"C++2b", "cpp23"},
        {"c++2c", "cpp23"},
        {"C++2c (GCC 15)", "cpp23"},
        {"gnu11", "c11"},
        {"GNU99", "c99"},
        {"gnu 11", NULL},
        {"gnu++14", "cpp14"},
        {"C++ (gnu++14)", "cpp14"},
        {"C++17 (C++20)", "cpp17"},
        {"c89", "c90"},
        {"c17", "c"},
        {"C18", "c"},
        {"c2x", "c23"},
        {"c1x", "c11"},
        {"C (gcc, c99)", "c99"},
        {"g++ 11", "cpp"},
        {"g++-11", "cpp"},
        {"G++14", "cpp14"},
        {"gcc 11", "c"},
        {"gcc11", "c"},
        {"clang 17", "c"},
        {"C++ 17.0", "cpp"},
        {"C++ 11.4.0", "cpp"},
        {"C++ 2017", "cpp"},
        {"C++ 19", "cpp"},
        {"C++ (gcc 11)", "cpp"},
        {"C++ (GNU11)", "cpp"},
        {"cpp20", "cpp"},
        {"cpp14", "cpp14"},
        {"python 3.11", "python3"},
        {"Java 17", "java"},
        {"Ada 2012", "ada"},
        {"ada95", "ada"},
        {"v8", "javascript"},
        {"perl5", "perl"},
        {"Delphi 7", NULL},
        {"F# 10", NULL},
        {"Visual Basic", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct language *found = language_by_name(names[i].name);

        if (!found)
            found = language_not_installed(names[i].name); /* PyPy may be missing */
        if (!found != !names[i].language || (found && strcmp(found->name, names[i].language) != 0))
            fail_msg("'%s' is %s", names[i].name, found ? found->name : "unknown");
    }
}

static void a_file_is_known_by_its_extension(void **state)
{
    static const struct {
        const char *file, *language;
    } files[] = {
        {"a.c", "c"},          {"a.cpp", "cpp"},   {"a.b.cc", "cpp"}, {"dir.py/a.cxx", "cpp"},
        {"a.py", "python3"},   {".py", "python3"}, {"a", NULL},       {"a.", NULL},
        {"a.pyc", NULL},       {"c", NULL},        {"", NULL},        {"a.c.txt", NULL},
        {"dir.c/noext", NULL}, {"e.C", "cpp"},     {"E.CPP", "cpp"},  {"P.PY", "python3"},
        {"s.py3", "python3"},  {"E.Cc", "cpp"},    {"s.c++", "cpp"},  {"sol.java", "java"},
        {"a.kt", "kotlin"},    {"a.r", "r"},       {"a.txt", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct language *found = language_by_file(files[i].file);

        if (!found != !files[i].language || (found && strcmp(found->name, files[i].language) != 0))
            fail_msg("'%s' is %s", files[i].file, found ? found->name : "unknown");
    }
}

/* Known, and either found or known to be missing. */
static void a_language_that_is_not_installed_is_known(void **state)
{
    static const char *const names[] = {"pypy", "pypy3", "PyPy 3-64", "PyPy 3.10"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(!language_by_name(names[i]) != !language_not_installed(names[i]));
    assert_null(language_not_installed("pypy 2.7"));
    assert_null(language_not_installed("cpp"));
    assert_null(language_not_installed("nonsense"));
}

static bool names(const char *const *words, const char *word)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

/* By its name, or as Erlang names a module: without what follows the dot. */
static bool names_file(const char *const *words, const char *file)
{
    char stem[64];

    snprintf(stem, sizeof stem, "%.*s", (int)strcspn(file, "."), file);
    for (; *words; words++)
        if (strstr(*words, stem))
            return true;
    return false;
}

static void every_row_is_whole(void **state)
{
    const struct language *l;
    struct err err;

    (void)state;
    for (size_t i = 0; (l = language_at(i)); i++) {
        /* What is not there is not known by its name, nor what has no extension by that. */
        assert_ptr_equal(language_by_name(l->name), language_is_installed(l) ? l : NULL);
        assert_ptr_equal(language_not_installed(l->name), language_is_installed(l) ? NULL : l);
        assert_true(l->optional || language_is_installed(l));
        if (l->extensions)
            assert_ptr_equal(language_by_file(l->source_name), l);
        assert_true(strlen(l->title) > 0 && strlen(l->package) > 0);
        assert_true(!l->compile || (l->compile[0][0] == '/' && l->first_error));
        assert_true(!l->script || l->compile);
        /* What is compiled are the sources; what is not compiled to a product is run by its name. */
        assert_true(l->product ? names(l->compile, SOURCES) || names(l->compile, MAIN_SOURCE)
                               : names_file(l->run, l->source_name));
        /* A program is its own or a runtime's; a file that a runtime reads is among its words. */
        assert_int_equal(l->run_profile == PROFILE_NATIVE, l->run[0][0] != '/');
        assert_true(!language_run_file(l) || names_file(l->run, language_run_file(l)));
        if (language_check(l, &err) < 0)
            fail_msg("%s: %s", l->name, err.msg);
    }
    assert_true(language_at(0) && !language_at(SIZE_MAX));
}

static void a_source_of_another_language_is_known_for_one(void **state)
{
    (void)state;
    assert_string_equal(language_not_run("dir/sol.swift"), "Swift");
    assert_string_equal(language_not_run("S.JL"), "Julia");
    assert_null(language_not_run("a.jsonl"));
    assert_null(language_not_run("a.cpp"));
    assert_null(language_not_run("a.java"));
    assert_null(language_not_run("swift"));
}

static void a_refusal_names_the_language(void **state)
{
    char sentence[160];

    (void)state;
    language_refusal("cobol", sentence, sizeof sentence);
    assert_string_equal(sentence, "unknown language 'cobol' (see `winnow languages`)");
    language_file_refusal("a.swift", sentence, sizeof sentence);
    assert_string_equal(sentence, "Swift is not run here (see `winnow languages`)");
    language_file_refusal("a.what", sentence, sizeof sentence);
    assert_string_equal(sentence, "unknown language (see `winnow languages`)");
    if (!language_not_installed("pypy3"))
        return;
    language_refusal("PyPy 3-64", sentence, sizeof sentence);
    assert_string_equal(sentence, "language 'pypy3' is not installed: apt install pypy3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_is_known_by_the_names_candidates_give),
        cmocka_unit_test(a_file_is_known_by_its_extension),
        cmocka_unit_test(a_language_that_is_not_installed_is_known),
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(a_source_of_another_language_is_known_for_one),
        cmocka_unit_test(a_refusal_names_the_language),
    };

    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
