/* SPDX-License-Identifier: MIT */
/*
 * The roster: who came in, which are copies of which, and what became of each. Holds tens of bytes
 * per candidate and some hundred per distinct program; texts lie in a scratch file.
 */
#ifndef HARNESS_RECORD_ROSTER_H
#define HARNESS_RECORD_ROSTER_H

#include "base/hash.h"
#include "base/stream/spool.h"
#include "lang/language.h"
#include "winnow/candidate.h"
#include "winnow/judgement.h"

#include <stdbool.h>

/* A distinct program. Its judgement's detail lies in the scratch file: see roster_judgement. */
struct roster_program {
    struct hash128 key; /* of the language and the normalised source */
    uint64_t first;     /* index of the first candidate that is this program */
    uint64_t copies;    /* how many are, the first included; 0: none, see roster_recall */
    double score;       /* the best of them; NaN without any */
    const struct language *language;
    enum verdict verdict;
    int load;         /* and measured_alone: see struct judgement */
    const char *test; /* the first case that failed, or NULL; borrowed from the problem */
    nsec_t cpu, wall;
    bytes_t memory;
    struct spool_place detail;
    bool judged, measured_alone;
};

/* One candidate, copy or not. */
struct roster_candidate {
    struct spool_place text; /* id, place, extra: see roster_text */
    struct hash128 id;       /* of the id */
    uint32_t unique;
    bool has_score;
    double score;
};

struct roster_text {
    const char *id, *where, *extra; /* where: its place in the input; extra: a JSON object, or "" */
};

struct roster;

int roster_open(struct roster **out, struct err *err);
void roster_free(struct roster *roster); /* takes NULL */

/*
 * Writes the candidate down, and its place in the input. *fresh tells whether it is the first of its kind and is to be judged;
 * *unique is its number. Programs are equal when their languages are and their sources are but for
 * line ends, blanks at line ends and empty lines at the end.
 */
int roster_add(struct roster *roster, const struct candidate *candidate, const char *where,
               const struct language *language, size_t *unique, bool *fresh, struct err *err);

int roster_judged(struct roster *roster, size_t program, const struct judgement *judgement,
                  struct err *err);

/*
 * Writes down what became of a program in an earlier run, before any candidate is known to be it.
 * When one comes, it is fresh as any other, and judged already. ERR_INPUT when the key is there.
 */
int roster_recall(struct roster *roster, struct hash128 key, const struct judgement *judgement,
                  struct err *err);

size_t roster_candidates(const struct roster *roster);
size_t roster_programs(const struct roster *roster); /* distinct programs among the entries */
size_t roster_known(const struct roster *roster);    /* these, and those recalled: roster_program */
const struct roster_candidate *roster_candidate(const struct roster *roster, size_t i);
struct roster_program *roster_program(struct roster *roster, size_t i);

/* Candidates whose id an earlier one has; of the first such pair, the numbers. */
struct roster_same_ids {
    uint64_t count;
    size_t first, second;
};

struct roster_same_ids roster_same_ids(const struct roster *roster);

/* The texts of a candidate; `room` holds them until it is used again. */
int roster_text(struct roster *roster, size_t entry, struct buf *room, struct roster_text *text,
                struct err *err);

/* The judgement of a program, its detail included. */
int roster_judgement(struct roster *roster, size_t program, struct judgement *out, struct err *err);

#endif
