/* SPDX-License-Identifier: MIT */
/* The search for the cheapest format that reads every example; its rules are in structure.h. */
#ifndef HARNESS_INPUTS_SEARCH_H
#define HARNESS_INPUTS_SEARCH_H

#include "inputs/structure.h"

/* An unfinished format, and the best one so far. */
struct search {
    const struct text *texts;
    size_t text_count;
    size_t at[MAX_TEXTS];          /* the line that each text has been read to */
    struct scope scope[MAX_TEXTS]; /* and its fields */
    struct section sections[MAX_SECTIONS];
    size_t section_count, slot_count;
    unsigned cost;
    const struct search *outer; /* the search that this one finds a group for, or NULL */
    struct count repeat;        /* of that group */

    struct section best[MAX_SECTIONS];
    size_t best_count;
    unsigned best_cost;  /* UINT_MAX: none yet; only cheaper ones are taken */
    int64_t *budget;     /* lines that may still be looked at */
    struct arena *arena; /* for groups that are found and for scratch */
};

/*
 * A section that may come next, and what it costs. An option has been read on the lines that are
 * looked at (for a group: on the first case of each example).
 */
struct option {
    struct section section;
    unsigned cost;
};

enum { MAX_OPTIONS = 24 };

struct options {
    struct option list[MAX_OPTIONS]; /* the cheapest ones, cheapest first */
    size_t count;
};

/* All rows and repetitions of rows that may come next. -1 when out of memory. */
int options_collect(struct options *options, const struct search *search);

/* The cost of counting by this slot: for weak evidence, odd relations, slots used before. */
unsigned option_count_cost(const struct search *search, const struct count *count);

/* Slots that may count something: *slots gets them, MAX_SLOTS at most. */
size_t option_count_slots(const struct search *search, size_t *slots);

/* Puts the best format into `body`. -1 when out of memory. There is always one. */
int search_body(struct body *body, size_t *slot_count, const struct text *texts, size_t text_count,
                struct arena *arena);

#endif
