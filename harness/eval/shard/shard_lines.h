/* SPDX-License-Identifier: MIT */
/* The lines of a shard's file (shard_file.h), as they are read. */
#ifndef HARNESS_EVAL_SHARD_SHARD_LINES_H
#define HARNESS_EVAL_SHARD_SHARD_LINES_H

#include "base/json/json.h"
#include "eval/outcome_log.h"

struct shard_file {
    char *path, *header;       /* owned; header NULL: it is not read yet */
    struct json_members asked; /* the header's; they borrow it */
    size_t index, of, tasks, outcomes;
};

struct shard_task {
    char *id, *lacking; /* owned; the second may be NULL */
    bool together, canonical_fails;
};

/* ERR_INPUT: the text is no header, or one of another version. */
int shard_read_header(struct shard_file *file, const char *text, size_t length, struct err *err);
void shard_file_release(struct shard_file *file);

/* False: it is no such line, or memory has run out; an outcome is to be released then too. */
bool shard_read_task(struct shard_task *out, const struct json_members *row);
bool shard_read_outcome(struct hash128 *key, struct noted_outcome *noted,
                        const struct json_members *row);

#endif
