/* SPDX-License-Identifier: MIT */
/* The languages whose tests can run in the program's process, as data. */
#ifndef HARNESS_EVAL_JOINT_JOINT_KIND_H
#define HARNESS_EVAL_JOINT_JOINT_KIND_H

#include "lang/language.h"

struct joint_kind {
    const char *language;
    const char *launcher; /* its text, */
    /*
     * and its file; NULL: it is part of the source, behind the tests, or as its words PROGRAM and TESTS say. NAME in it is a
     * name with a hash of the program, which the program cannot contain. `with_source`: the file is a further
     * source for the compiler.
     */
    const char *launcher_at;
    bool with_source;
    /* A file for the tests alone, and what stands before them there; or NULL. */
    const char *tests_at, *tests_begin;
    /* Words of the tests, each followed by what takes its place, with NAME as above; or NULL. */
    const char *const *renamed;
    /* Words without which tests are of another row of the language, or not run; or NULL. */
    const char *tests_need;
    /* Go's package testing: tests are functions that begin so, which winnowTests() lists; the program is of this package. */
    const char *test_begins, *package;
    /* A first line "}" of the tests ends the program's function, as in MultiPL-E's. */
    bool closed_by_tests;
    /* Another compiler, or a further word for the row's, which then does not optimise (build_unoptimised). */
    const char *const *compile_instead;
    const char *compile_word;
    const char *
        macros_when; /* a program with this word has macros, which could rewrite the tests; or NULL */
    bool has_assert_header; /* whose macro is not to be the program's */
    /* What stands before the row's words, which are up to one of these, exclusive; what takes the place of the rest. */
    const char *const *run_before, *const *run_until, *const *run_instead;
    const char *const *environment;
    bool starts_programs; /* its programs are made of others */
    /* What a run says that lacks a module, up to the module's name; what ends the name; Debian's package is called after it, or (`package_before` is NULL) there is none. */
    const char *lacks, *lacks_end, *package_before, *package_after;
    const char *
        not_in_package; /* with what a module's name begins, but that of its package does not; or NULL */
};

/* In the place of the name of the tests' main class. */
extern const char joint_main_class[];

/* Takes NULL; NULL if there is no launcher for such tests in the language. */
const struct joint_kind *joint_kind_of(const struct language *language, const char *tests);

#endif
