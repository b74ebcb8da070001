/* SPDX-License-Identifier: MIT */
/* Under what an outcome is noted: a hash of all that decides it. */
#ifndef HARNESS_EVAL_OUTCOME_KEY_H
#define HARNESS_EVAL_OUTCOME_KEY_H

#include "eval/task.h"
#include "winnow/sandbox.h"

enum { KEYED_LANGUAGES_MAX = 64 };

/* Identities of the languages that were asked for; zeroed before. */
struct outcome_keys {
    const struct sandbox_facts *facts; /* borrowed */
    struct {
        const struct language *language;
        struct hash128 identity;
    } languages[KEYED_LANGUAGES_MAX];
    size_t count;
};

/* The task is prepared: its limits and how its tests are run are known. */
int outcome_key(struct outcome_keys *keys, const struct task *task, const struct language *language,
                const struct buf *source, struct hash128 *out, struct err *err);

#endif
