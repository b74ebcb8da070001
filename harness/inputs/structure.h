/* SPDX-License-Identifier: MIT */
/*
 * What the example inputs of a problem have in common, read off them.
 *
 * The format is taken for a sequence of sections, each of them lines of one shape, repeated:
 *
 *     row      a fixed number of fields, then perhaps a list:   "n m"   "a1 … an"   "k b1 … bk"
 *     section  that row, once, or a counted number of times:    "m lines u v"   "r lines of c"
 *     group    several sections together, a counted number of times: "T cases, each n and a list"
 *
 * Rules of inference. A hypothesis must hold in every example. Among those that hold the cheapest
 * is taken (search.c), where an explained number of lines or tokens is cheap and a free one dear:
 *   - counts: lines, list lengths and lengths of words are looked for among the integer fields that
 *     came before, as v, v-1, v+1, 2v or 2v-1. Plain v wins, then a field that counts nothing yet,
 *     then the distance to v that the list before had ("n+1 coefficients, then m+1").
 *   - a count that has one value in all examples is weak evidence when that value is small: it
 *     costs more. Within one line it is none at all if there are two examples: "5 3 1 3 13 9" is
 *     six fields.
 *   - "n m" before lines of two or three integers, the first two in 1 … n: m counts the lines.
 *   - a list or a number of lines that nothing explains is free.
 * Each place of the format is a slot; its traits are read off all values seen there (traits.c):
 * type, range, alphabet, few values, lengths. Then what holds between values, each with a `sure` in
 * percent that grows with the evidence: order of a list or a column, permutation,
 * values bounded by a count ("1 <= u, v <= n") (relations.c).
 */
#ifndef HARNESS_INPUTS_STRUCTURE_H
#define HARNESS_INPUTS_STRUCTURE_H

#include "base/arena.h"
#include "inputs/text.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_SLOTS = 64, MAX_SECTIONS = 24, MAX_TEXTS = 8 };

/* How many lines, tokens or characters there are: fixed, mul*v+off of slot v, or free. */
struct count {
    enum count_kind { COUNT_FIXED, COUNT_SLOT, COUNT_FREE } kind;
    size_t fixed;
    size_t slot;
    int mul, off;
};

/* The values of slots that have been read in the instance at hand; -1 for what can be no count. */
struct scope {
    int64_t value[MAX_SLOTS];
};

struct body {
    struct section *sections;
    size_t count;
};

struct section {
    struct count repeat;
    bool group;          /* then only `body` is set, else only the members below it */
    struct body body;    /* what is repeated */
    size_t slot;         /* of the first field; the others follow, then the list's one */
    size_t fields;       /* fixed tokens at the start of the row */
    bool has_list;       /* then slot + fields is the list's slot */
    struct count list;   /* its length */
    struct row *samples; /* rows seen here, at most MAX_SEEN; NULL when there were none */
    size_t sample_count;
    struct instance *cases; /* of a group: likewise the instances */
    size_t case_count;
};

/* A text read by a body. Rows and entries are owned by an arena; a stale entry has no value yet. */
struct entry {
    struct span gap, text; /* text: of words */
    int64_t num;           /* of numbers: the value times 10^decimals of its slot */
    bool stale;
};

struct row {
    struct entry *entries;
    size_t count;
    struct span tail;
};

struct part { /* one section of an instance: rows, or the instances of a group */
    struct row *rows;
    struct instance *instances;
    size_t count;
};

struct instance {
    struct part *parts; /* one for each section of the body */
};

struct doc {
    struct instance instance;
    struct span final;
};

enum slot_type { SLOT_INT, SLOT_DECIMAL, SLOT_WORD };
enum { MAX_SEEN = 64 };

struct slot {
    enum slot_type type;
    size_t seen; /* how many values there were */
    bool single; /* one field of one row: there is one value in an instance */
    bool counts; /* lines, tokens or characters are counted by it */
    bool few;    /* few values seen again and again: others are not to be expected */
    unsigned decimals;
    bool whole; /* decimals: some were written without a point */
    int64_t min, max;
    int64_t low,
        high; /* what the problem's constraints allow (mutator_constrain); else nothing is excluded */
    bool zero;       /* 0 was seen */
    int64_t *values; /* the distinct ones, at most MAX_SEEN, as first seen */
    size_t value_count;
    struct span *words; /* likewise */
    size_t word_count;
    size_t min_len, max_len;
    struct count length; /* of words */
    bool has_char[256];
    unsigned char alphabet[256];
    size_t alphabet_size;

    unsigned bound_sure; /* low <= value <= bound_slot's value + bound_off */
    size_t bound_slot;
    int bound_off;
    int64_t bound_low;

    /* Of the values in one list, or in one column of a section. */
    unsigned rising_sure, falling_sure, permutation_sure;
    bool strict;              /* of rising and falling */
    int64_t permutation_base; /* 0 or 1 */
};

struct structure {
    struct arena arena;
    bool known; /* false: no example could be split, and nothing below is there */
    struct body body;
    struct slot slots[MAX_SLOTS];
    size_t slot_count;
    struct doc docs[MAX_TEXTS]; /* the distinct examples, read */
    size_t doc_count;
};

/*
 * Reads the structure off the examples, which it points into: they must outlive it. Binary and very
 * large examples are left out. Fails only when out of memory.
 */
int structure_new(struct structure **out, const struct span *examples, size_t count,
                  struct err *err);
void structure_free(struct structure *structure); /* takes NULL */

/* The count's value, or -1 when it is free or negative or the slot holds no count. */
int64_t count_value(const struct count *count, const struct scope *scope);

#endif
