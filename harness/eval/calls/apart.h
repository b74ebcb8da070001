/* SPDX-License-Identifier: MIT */
/*
 * A task in another language than Python whose tests run in a cell of their own: the tests' program, built once from the
 * task alone, and what makes a candidate's program of a source (call_language.h). Where the tests' program cannot be
 * built, because something of the task has no plain form, there is none of these, and tests and candidate share a process.
 */
#ifndef HARNESS_EVAL_CALLS_APART_H
#define HARNESS_EVAL_CALLS_APART_H

#include "base/hash.h"
#include "eval/calls/call_library.h"
#include "judge/service.h"

struct apart {
    const struct call_language *calls;
    const struct call_library *library; /* borrowed; NULL: both programs have all as text */
    struct call_task task;              /* borrowed */
    /*
     * That of the table, but not optimised, as the benchmarks' tools compile; and where there is a library two that stand on it.
     */
    struct language row, row_of_tests, row_of_candidate;
    const char *compile[BUILD_WORDS_MAX + 1], *library_compile[BUILD_WORDS_MAX + 1];
    const char *run_tests[BUILD_WORDS_MAX + 1], *run_candidate[BUILD_WORDS_MAX + 1];
    struct hash128 content; /* of all that is ours in both programs */
    struct program tester;
    char not_compiled
        [240]; /* why there is no tester: the compiler met a limit; "": it has refused it */
};

/*
 * Submits the tests' program of such a task. 1: `built` will be called once, from the service's loop, with a non-NULL
 * `apart->tester.language` if there is such a program; the caller takes `apart` over, and gives it back with
 * apart_free. 0: there is no such program. NULL `apart` after a cancel.
 */
typedef void apart_built(void *context, struct apart *apart);

int apart_begin(struct service *service, const struct language *language,
                const struct call_library *library, const struct call_task *task,
                const struct problem *limits, apart_built *built, void *context, struct err *err);

void apart_free(struct apart *apart); /* takes NULL */

struct apart_program {
    const struct language *language;
    const struct build_files *more; /* for its compiler; or NULL */
    struct program program;         /* where nothing is compiled; else its language is NULL */
};

/* What is to be submitted for this source, with the text in *out. Give back its program with program_release. */
int apart_candidate(const struct apart *apart, const struct buf *source, struct buf *out,
                    struct apart_program *program, struct err *err);

#endif
