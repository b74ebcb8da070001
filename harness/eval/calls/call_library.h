/* SPDX-License-Identifier: MIT */
/*
 * What is ours in the programs of a call_language, compiled once for all tasks: then a compiler reads it in each of them
 * no longer, which is half of the work for a short program. Where it cannot be compiled, each program has it as text.
 */
#ifndef HARNESS_EVAL_CALLS_CALL_LIBRARY_H
#define HARNESS_EVAL_CALLS_CALL_LIBRARY_H

#include "eval/calls/call_language.h"
#include "judge/service.h"

struct call_library {
    const struct call_language *calls; /* NULL: there is none */
    struct program program;
    struct build_files
        files; /* that file alone, for the compiler and beside each run; borrows `program` */
};

/*
 * Submits the compile for a language, if its programs can have one. 1: it is under way, and the library, which stays in place, is
 * ready or not when all of the service's work is done; 0: it has none; -1.
 */
int call_library_begin(struct call_library *library, struct service *service,
                       const struct language *language, const struct problem *limits,
                       struct err *err);

bool call_library_is_ready(const struct call_library *library);

void call_library_release(struct call_library *library); /* takes a zeroed one */

#endif
