/* SPDX-License-Identifier: MIT */
/*
 * A judgement: what a source, or one run of it, is worth. This one type carries a verdict from the
 * cell's answer to the report, the journal and the screen. Our own failures are verdict JE here, and
 * never held against the source.
 */
#ifndef WINNOW_JUDGEMENT_H
#define WINNOW_JUDGEMENT_H

#include "winnow/units.h"
#include "winnow/verdict.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    JUDGEMENT_DETAIL = 512, /* bytes of a detail, with its NUL */
    JUDGEMENT_WORDS = JUDGEMENT_DETAIL + 64,
};

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
    struct judgement *cases; /* one for each case that was run, where asked for; owned */
    size_t case_count;
};

/*
 * Sets verdict and detail. Bytes of the detail that are not UTF-8 become U+FFFD; a detail that is too
 * long is cut at a character.
 */
void judgement_set(struct judgement *judgement, enum verdict verdict, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a case to the whole: its measures, and its verdict if it is the first that failed. */
void judgement_add_case(struct judgement *whole, const struct judgement *one);

/* For people: the detail, and the load under which a run near a limit was measured. */
const char *judgement_words(const struct judgement *judgement, char room[JUDGEMENT_WORDS]);

void judgement_release(struct judgement *judgement); /* frees the cases; takes a zeroed one */

#endif
