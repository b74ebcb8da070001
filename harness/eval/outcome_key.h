/* SPDX-License-Identifier: MIT */
/* Under what an outcome is noted: a hash of all that decides it. */
#ifndef HARNESS_EVAL_OUTCOME_KEY_H
#define HARNESS_EVAL_OUTCOME_KEY_H

#include "eval/suite/task.h"
#include "winnow/sandbox.h"

enum { KEYED_LANGUAGES_MAX = 64 };

/* What is the same for many outcomes, hashed once. */
struct outcome_keys {
    struct hash128 host; /* this winnow, its drivers, the isolation */
    struct {             /* the languages that were asked for */
        const struct language *language;
        struct hash128 identity;
    } languages[KEYED_LANGUAGES_MAX];
    size_t count;
};

int outcome_keys_init(struct outcome_keys *keys, const struct sandbox_facts *facts,
                      struct err *err);

/* The task is prepared: its limits and how its tests are run are known. */
int outcome_key(struct outcome_keys *keys, const struct task *task, const struct language *language,
                const struct buf *source, struct hash128 *out, struct err *err);

#endif
