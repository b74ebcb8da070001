/* SPDX-License-Identifier: MIT */
/*
 * The ledger: who came in, which are copies of which, and what became of each. Holds tens of bytes
 * per candidate and some hundred per distinct program; texts lie in a scratch file.
 */
#ifndef HARNESS_HALL_LEDGER_H
#define HARNESS_HALL_LEDGER_H

#include "base/hash.h"
#include "base/spool.h"
#include "lang/language.h"
#include "winnow/candidate.h"
#include "winnow/units.h"
#include "winnow/verdict.h"

#include <stdbool.h>

struct outcome {
    enum verdict verdict;
    const char *test; /* the first case that failed, or NULL; borrowed from the problem */
    nsec_t cpu, wall;
    bytes_t memory;
};

/* A distinct program. */
struct unique {
    struct hash128 key; /* of the language and the normalised source */
    uint64_t first;     /* index of the first candidate that is this program */
    uint64_t copies;    /* how many are, the first included; 0: none, see ledger_recall */
    double score;       /* the best of them; NaN without any */
    const struct language *language;
    struct outcome outcome;
    struct spool_place detail; /* of the outcome, in words */
    bool judged;
};

/* One candidate, copy or not. */
struct entry {
    struct spool_place text; /* id, language, extra: see ledger_text */
    uint32_t unique;
    bool has_score;
    double score;
};

struct entry_text {
    const char *id, *extra; /* extra: a JSON object, or "" */
};

struct ledger;

int ledger_open(struct ledger **out, struct err *err);
void ledger_free(struct ledger *ledger); /* takes NULL */

/*
 * Writes the candidate down. *fresh tells whether it is the first of its kind and is to be judged;
 * *unique is its number. Programs are equal when their languages are and their sources are but for
 * line ends, blanks at line ends and empty lines at the end.
 */
int ledger_add(struct ledger *ledger, const struct candidate *candidate,
               const struct language *language, size_t *unique, bool *fresh, struct err *err);

int ledger_judged(struct ledger *ledger, size_t unique, const struct outcome *outcome,
                  const char *detail, struct err *err);

/*
 * Writes down what became of a program in an earlier run, before any candidate is known to be it.
 * When one comes, it is fresh as any other, and judged already. ERR_INPUT when the key is there.
 */
int ledger_recall(struct ledger *ledger, struct hash128 key, const struct outcome *outcome,
                  const char *detail, struct err *err);

size_t ledger_entries(const struct ledger *ledger);
size_t ledger_uniques(const struct ledger *ledger); /* distinct programs among the entries */
size_t ledger_known(const struct ledger *ledger);   /* these, and those recalled: ledger_unique */
const struct entry *ledger_entry(const struct ledger *ledger, size_t i);
struct unique *ledger_unique(struct ledger *ledger, size_t i);

/* The texts of an entry and of a unique's detail; `room` holds them until it is used again. */
int ledger_text(struct ledger *ledger, size_t entry, struct buf *room, struct entry_text *text,
                struct err *err);
int ledger_detail(struct ledger *ledger, size_t unique, struct buf *room, struct err *err);

#endif
