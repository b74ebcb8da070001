/* SPDX-License-Identifier: MIT */
/*
 * DIR/shard-I-of-N/shard.jsonl, written when a shard has judged all of its tasks: what it was asked, and what its
 * programs came to. From these `winnow merge` makes the report, without judging anything. An outcome stands under the
 * hash of task, language and source (struct outcome), which is the same on each host.
 *
 *     {"schema_version", "winnow", "shard", "of", "isolation", "options", "suite", "suite_hash", "samples", "against",
 *      "samples_hash", "tasks", "outcomes"}
 *     {"task", "together", "canonical_fails", "lacking"}                             as many as "tasks"
 *     {"key", "verdict", "detail", "test", "report", "cpu_ns", "wall_ns", "memory"}  as many as "outcomes"
 */
#ifndef HARNESS_EVAL_SHARD_SHARD_FILE_H
#define HARNESS_EVAL_SHARD_SHARD_FILE_H

#include "eval/evaluation.h"

#define SHARD_FILE_NAME "shard.jsonl"
enum { SHARD_SCHEMA_VERSION = 1 };

/* What a shard was asked; all borrowed. */
struct shard_order {
    const char *isolation;
    const char *const *options; /* "--seed=3", …; NULL-terminated, as all lists here */
    const char *suite;          /* absolute paths */
    const char *const *samples;
    const char *const *against; /* the other sample file, if any */
};

/* The evaluation has run. */
int shard_file_write(const struct evaluation *evaluation, const struct shard_order *order,
                     const char *dir, struct err *err);

/* Of all that tells two suites apart: ids, tests, canonical solutions, limits. */
int shard_hash_suite(const struct suite *suite, struct hash128 *out, struct err *err);

/* Where the shard keeps its files: "DIR/shard-3-of-16"; malloc'ed, or NULL: out of memory. */
char *shard_dir(const char *dir, struct shard shard);

#endif
