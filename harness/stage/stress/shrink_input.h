/* SPDX-License-Identifier: MIT */
/* Makes an input smaller on which a program fails, while it goes on failing in the same way. */
#ifndef HARNESS_STAGE_STRESS_SHRINK_INPUT_H
#define HARNESS_STAGE_STRESS_SHRINK_INPUT_H

#include "inputs/mutate.h"
#include "stage/stress/comparison.h"

/* An input on which a program fails. */
struct failing_input {
    const struct tool *program;
    const char *origin;         /* where the input came from; borrowed */
    size_t found_bytes;         /* its size before it was made smaller */
    struct judgement judgement; /* on the input as it is now; without test and cases */
    struct buf input,
        answer; /* the good program's; empty for interactive and multi-pass problems */
};

/*
 * Changes input, answer and judgement; the verdict stays. A variant counts if the input validators
 * accept it, the good program has an answer to it, and, where the input has the examples' format
 * (`format`, or NULL), it has that as well. Ends when no variant is left or after some thousand runs. After
 * a failure, an interrupt for example, the failing input is the smallest so far.
 */
int shrink_input(struct failing_input *failing, struct comparison *comparison,
                 struct mutator *format, struct err *err);

#endif
