/* SPDX-License-Identifier: MIT */
/*
 * A judgement: what a source, or one run of it, is worth. This one type carries a verdict from the
 * cell's answer to the report, the journal and the screen. Our own failures are verdict JE here, and
 * never held against the source.
 */
#ifndef WINNOW_JUDGEMENT_H
#define WINNOW_JUDGEMENT_H

#include "winnow/err.h"
#include "winnow/units.h"
#include "winnow/verdict.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    JUDGEMENT_DETAIL = 512, /* bytes of a detail, with its NUL */
    JUDGEMENT_WORDS = JUDGEMENT_DETAIL + 64,
    SCORE_WORDS = 80,
};

/* What a group of test cases came to, in a problem that has groups. */
struct group_judgement {
    const char *name;     /* its path below data/, "" for all of the test data; borrowed */
    bool graded;          /* false: none of it was run, or counts */
    enum verdict verdict; /* of the group, where graded */
    double score, max_score;
};

struct transcript;

struct judgement {
    enum verdict verdict;
    const char *test; /* the first case that failed, or NULL; borrowed from the problem */
    nsec_t cpu, wall; /* the largest of any case */
    bytes_t memory;   /* likewise */
    /* A run came out near a limit and was measured again, alone; then `load` is what the host did
       besides, in percent of the time of that run (pool/host_load.h): the largest of any case. */
    bool measured_alone;
    int load;
    /* In words, valid UTF-8; "" for AC. Names limits, never measured times: reports are compared. */
    char detail[JUDGEMENT_DETAIL];
    /*
     * In a scoring problem, the points of the source or of the case. max_score is the best there can
     * be (the least, where the objective is to minimise), INFINITY where nothing bounds it.
     */
    bool scored;
    double score, max_score;
    bool
        compile_limit; /* of a CE: the compiler met a limit, or crashed; it did not refuse the source */
    struct judgement *cases; /* one for each case that was run, where asked for; owned */
    size_t case_count;
    struct group_judgement *groups; /* likewise, of a problem with groups: parents first; owned */
    size_t group_count;
    /* Of a case, where asked for, else NULL; owned. What was said in an interaction; and for people,
       in lines, why it is wrong. */
    struct transcript *transcript;
    char *explanation;
    /*
     * Of a case, where asked for and by checks that know it, else NULL; owned. A hash, as text, of what the program
     * did beside its verdict: two that did the same have the same.
     */
    char *behaviour;
};

/*
 * Sets verdict and detail. Bytes of the detail that are not UTF-8 become U+FFFD; a detail that is too
 * long is cut at a character.
 */
void judgement_set(struct judgement *judgement, enum verdict verdict, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a case to the whole: its measures, and its verdict if it is the first that failed. */
void judgement_add_case(struct judgement *whole, const struct judgement *one);

/* Whether it is accepted, but with less than the best score that there can be. */
bool judgement_is_partial(const struct judgement *judgement);

/* Takes over what the judgement owns, and leaves it with nothing to release. */
struct judgement judgement_take(struct judgement *judgement);

/* For people: "40 of 100", or "40" where nothing bounds it. */
const char *score_words(double score, double max_score, char room[SCORE_WORDS]);

/* For people: the detail, and the load under which a run near a limit was measured. */
const char *judgement_words(const struct judgement *judgement, char room[JUDGEMENT_WORDS]);

void judgement_release(struct judgement *judgement); /* what it owns; takes a zeroed one */

#endif
