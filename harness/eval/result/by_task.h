/* SPDX-License-Identifier: MIT */
/*
 * The samples of a file, task by task: some tools write their results so. Samples come in any order and may be many,
 * so their programs wait in a scratch file.
 */
#ifndef HARNESS_EVAL_RESULT_BY_TASK_H
#define HARNESS_EVAL_RESULT_BY_TASK_H

#include "eval/evaluation.h"

#include <sys/types.h>

struct grouped_sample {
    const struct outcome *outcome;
    off_t at; /* its program as a JSON string, in the scratch file */
    size_t length;
    size_t next; /* of the same task, + 1; 0: none */
};

struct by_task {
    const struct evaluation *evaluation;
    struct grouped_sample *samples;
    size_t count, room;
    size_t *first, *last; /* of each task of the suite, + 1; 0: none */
    int scratch;
    off_t size;
    const char *programs; /* the scratch file, mapped once all are there */
};

/* Where the reading of the sample files stands. */
struct by_task_cursor {
    struct sample sample; /* the next one */
    int more;             /* as samples_next says */
    size_t number;        /* of the next sample */
    size_t against_file;  /* as the evaluation has it */
};

int by_task_begin(struct by_task_cursor *cursor, const struct evaluation *evaluation,
                  struct err *err);

/* Whether another file comes; those that are only compared with have no such results. */
bool by_task_has_more(const struct by_task_cursor *cursor);

/* Those of the file that the next sample is in. Give back with by_task_release, also after a failure. */
int by_task_read(struct by_task *groups, struct by_task_cursor *cursor,
                 const struct evaluation *evaluation, struct err *err);
void by_task_release(struct by_task *groups);

/* The samples of a task, one after the other; NULL: no more. */
const struct grouped_sample *by_task_first(const struct by_task *groups, size_t task);
const struct grouped_sample *by_task_next(const struct by_task *groups,
                                          const struct grouped_sample *sample);

int by_task_add_program(const struct by_task *groups, const struct grouped_sample *sample,
                        struct buf *out);

#endif
