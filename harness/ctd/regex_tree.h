/* SPDX-License-Identifier: MIT */
/* A regular expression as a tree. */
#ifndef HARNESS_CTD_REGEX_TREE_H
#define HARNESS_CTD_REGEX_TREE_H

#include "base/arena.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stdint.h>

struct byte_set {
    uint64_t bits[4];
};

static inline bool byte_set_has(const struct byte_set *set, unsigned char c)
{
    return set->bits[c / 64] >> (c % 64) & 1;
}

enum regex_kind { REGEX_SET, REGEX_SEQUENCE, REGEX_ALTERNATIVES, REGEX_REPEAT };

struct regex_node {
    enum regex_kind kind;
    struct byte_set set;             /* never empty */
    int64_t least, most;             /* of a repeat; most < 0: any number */
    struct regex_node *parts, *last; /* a list; of a repeat one */
    struct regex_node *next, *previous;
};

/* ERR_INPUT: what is wrong. The tree is the arena's. */
int regex_parse(const struct regex_node **out, struct arena *arena, const char *pattern,
                size_t length, struct err *err);

#endif
