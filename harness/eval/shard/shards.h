/* SPDX-License-Identifier: MIT */
/* All shards of an evaluation together, read from their files (shard_file.h). */
#ifndef HARNESS_EVAL_SHARD_SHARDS_H
#define HARNESS_EVAL_SHARD_SHARDS_H

#include "eval/outcome_log.h"
#include "eval/suite/suite.h"

struct shards;

/*
 * Reads the shards in these directories. ERR_INPUT names the file, and what is wrong: it is damaged, a shard has not
 * ended, is missing or is there twice, or two of them differ in what they were asked.
 */
int shards_read(struct shards **out, const char *const *dirs, size_t count, struct err *err);
void shards_free(struct shards *shards); /* takes NULL */

/* What they were asked: the text under a key of the header ("suite", "isolation"), or the list; malloc'ed. */
char *shards_text(const struct shards *shards, const char *key);
int shards_list(const struct shards *shards, const char *key, char ***out, size_t *count,
                struct err *err); /* give back with file_list_free */

/* ERR_INPUT: suite or samples are no longer those that were judged. */
int shards_check(const struct shards *shards, struct hash128 suite, struct hash128 samples,
                 struct err *err);

/* Sets what was found out about the tasks. */
void shards_settle(struct shards *shards, struct suite *suite); /* once */

size_t shards_outcomes(const struct shards *shards); /* how many there are */

/* The outcome of a program, a copy. ERR_INPUT: none of them has it. */
int shards_recall(const struct shards *shards, struct hash128 key, struct noted_outcome *out,
                  struct err *err);

#endif
