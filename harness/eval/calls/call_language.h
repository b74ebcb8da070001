/* SPDX-License-Identifier: MIT */
/*
 * Tests that call functions, in languages other than Python: the two programs that judging a sample takes. The tests'
 * program is made of the task alone, and never has text of a candidate's; the candidate's has no text of the tests.
 * Both are sources of the language, compiled like any other. stdin and stdout of the two are crossed (judge/check/check_calls.c).
 */
#ifndef HARNESS_EVAL_CALLS_CALL_LANGUAGE_H
#define HARNESS_EVAL_CALLS_CALL_LANGUAGE_H

#include "base/buf.h"
#include "lang/language.h"
#include "winnow/err.h"

/* What the programs are made of; borrowed. */
struct call_task {
    const char *prompt; /* what stands before a completion */
    const char
        *entry_point; /* or NULL: the function that the prompt ends with, or what the tests name */
    const char *tests;
    bool
        has_library; /* what is ours is compiled already (call_library.h): the programs leave it out */
};

struct call_language {
    const char *language; /* the name of its row */
    /*
     * Appends the program that runs the tests: exit code 42, they have passed; 43, they have not, and stderr has a report.
     * ERR_INPUT: the prompt has no function that can be called from outside. What else cannot be called so, such
     * as a parameter of a type that has no plain form, is an error of the compiler's in this program.
     */
    int (*tests)(const struct call_task *task, struct buf *out, struct err *err);
    /* Appends the program that answers the calls. `source` is the prompt with a completion. */
    int (*candidate)(const struct call_task *task, const struct buf *source, struct buf *out,
                     struct err *err);
    /*
     * Appends the source of what is ours in both, which is compiled to a file of this name; NULL: there is no such file.
     * Programs that stand on it are compiled with two words more, and run by others than those of the row.
     */
    int (*library)(struct buf *out);
    const char *library_name;
    const char *const *library_compile, *const *library_run_tests, *const *library_run_candidate;
    bool (*takes_library)(const char *text); /* a prompt, tests or source */
};

/* NULL: in this language tests and candidate share a process. */
const struct call_language *call_language_of(const struct language *language);

/* What the programs consist of beside the task: a part of what decides an outcome. */
extern const char call_cpp_files[], call_java_files[], call_javascript_files[];
extern const struct call_language call_cpp, call_java, call_javascript;

/* Closes so many blocks. */
int call_add_braces(struct buf *out, size_t count);

/* For the texts of a program, which is all that can fail in it: 0, or -1 with err set. */
int call_made(int rc, const struct buf *out, struct err *err);

#endif
