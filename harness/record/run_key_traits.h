/* SPDX-License-Identifier: MIT */
/* The table of what determines outcomes; only identity.c looks at it. */
#ifndef HARNESS_RECORD_RUN_KEY_TRAITS_H
#define HARNESS_RECORD_RUN_KEY_TRAITS_H

#include "base/hash.h"
#include "record/run_key.h"

/* Appends the value, in words or as the digest of what it feeds to `hash`, which comes fresh. */
typedef int trait_value(const struct record *record, struct hash_state *hash, struct buf *out,
                        struct err *err);

struct trait {
    const char *key;
    const char *words; /* for people */
    trait_value *value;
    bool shown; /* the value is words, not a hash */
};

extern const struct trait run_key_traits[RUN_KEY_TRAITS];

#endif
