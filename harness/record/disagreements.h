/* SPDX-License-Identifier: MIT */
/* A few inputs on which the first clusters disagree, and what they print there: for people. */
#ifndef HARNESS_RECORD_DISAGREEMENTS_H
#define HARNESS_RECORD_DISAGREEMENTS_H

#include "record/outcomes.h"
#include "winnow/units.h"

enum {
    CLUSTERS_SHOWN = 40,  /* clusters that are looked at */
    DISAGREEMENTS_MAX = 8 /* inputs that are shown */
};

#define NO_CLUSTER SIZE_MAX

/* One of the outcomes on an input. */
struct shown_output {
    size_t cluster; /* the first that has this outcome, from 0 */
    enum verdict verdict;
    char *
        text; /* the beginning of the output as a JSON string, owned; NULL: the program did not end well, or not twice */
    bytes_t bytes; /* of the whole output */
};

struct disagreement {
    size_t input;
    struct shown_output *outputs; /* ordered by cluster; at least two */
    size_t count;
};

struct disagreements {
    struct disagreement *list;
    size_t count;
    size_t *ranks; /* of the clusters that were compared, from 0, ascending; owned */
    size_t rank_count;
};

void disagreements_release(struct disagreements *disagreements); /* takes a zeroed one */

/*
 * What some clusters did, as far as it is known: cells[i * inputs + input] is the place in `ranks` of the first cluster that did
 * the same as the i-th of them.
 */
struct likeness {
    size_t *cells;       /* NO_CLUSTER: not run */
    const size_t *ranks; /* borrowed */
    size_t clusters, inputs;
};

/* Compares the clusters of these ranks. Give back with likeness_release. */
int likeness_make(struct likeness *likeness, const struct clustered *clustered, const size_t *ranks,
                  size_t clusters, size_t inputs, struct err *err);
void likeness_release(struct likeness *likeness); /* takes a zeroed one */

/*
 * Chooses inputs that tell the clusters of *out apart, one after the other: the next is the one that separates most pairs of
 * clusters that none before it separates, pairs with the first cluster counting four times; then the smaller one. Fills the list of *out but for the
 * texts. Depends only on the likeness and the sizes.
 */
int disagreements_choose(struct disagreements *out, const struct likeness *likeness,
                         const bytes_t *sizes, struct err *err);

#endif
