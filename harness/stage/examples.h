/* SPDX-License-Identifier: MIT */
/* The inputs of a problem's samples, in memory: what new inputs are made from. */
#ifndef HARNESS_STAGE_EXAMPLES_H
#define HARNESS_STAGE_EXAMPLES_H

#include "base/buf.h"
#include "inputs/mutate.h"
#include "winnow/problem.h"

struct examples {
    struct buf *texts;
    struct example *list; /* the same, as the mutator takes them */
    size_t count;
};

/* ERR_INPUT: one cannot be read. Give back with examples_release. */
int examples_read(struct examples *out, const struct problem *problem, struct err *err);
void examples_release(struct examples *examples); /* takes a zeroed one */

#endif
