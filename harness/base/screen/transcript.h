/* SPDX-License-Identifier: MIT */
/*
 * Who said what when in an interaction: the lines that candidate and interactor wrote, and how each of the
 * two ended. The programs are strangers' and may write without end, so only the beginning and the last
 * lines of a case are kept, and the bytes between them are counted.
 */
#ifndef HARNESS_BASE_SCREEN_TRANSCRIPT_H
#define HARNESS_BASE_SCREEN_TRANSCRIPT_H

#include "base/buf.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>

enum transcript_side { TRANSCRIPT_CANDIDATE, TRANSCRIPT_INTERACTOR, TRANSCRIPT_SIDES };

enum {
    TRANSCRIPT_BYTES = 8192,    /* kept of the beginning, and as many of what came last; */
    TRANSCRIPT_ENTRIES = 256,   /* and so many entries at most of either */
    TRANSCRIPT_LINE = 1024,     /* longer lines are several entries */
    TRANSCRIPT_CASES_MAX = 1000 /* cases of a source that have a transcript */
};

struct transcript_entry {
    unsigned pass; /* from 0 */
    enum transcript_side side;
    nsec_t at;         /* once the pass has ended: since the candidate's start in that pass */
    size_t begin, end; /* in `text`: a line with its line end, or a part of one; */
    char *ended;       /* or how the side ended, in words; owned */
};

struct transcript {
    struct transcript_entry *list;
    size_t count, room;
    struct buf text;
    size_t head;      /* entries that are the beginning of the case; */
    bytes_t left_out; /* so many bytes were written between them and the others, */
    bytes_t of_pass;  /* and so many of those in the pass under way */
    unsigned pass;    /* under way */
};

struct transcript *transcript_new(void);    /* NULL: out of memory */
void transcript_free(struct transcript *t); /* takes NULL */

void transcript_begin_pass(struct transcript *t, unsigned pass);

/* The pass under way begins anew, because its run is measured again: what was said does not count. */
void transcript_restart(struct transcript *t);

/* Adds what a side wrote, at a time of CLOCK_MONOTONIC. Bytes for which there is no memory are left out. */
void transcript_add(struct transcript *t, enum transcript_side side, nsec_t at, const char *bytes,
                    size_t n);

/* How a side ended, in words, at a time of CLOCK_MONOTONIC. */
struct transcript_end {
    nsec_t at;
    const char *words;
};

/* After a pass: adds the ends, the first one first, and counts all times from `start`. */
void transcript_end_pass(struct transcript *t, nsec_t start,
                         const struct transcript_end ends[TRANSCRIPT_SIDES]);

/* Whether the entry is an end, and the first of its pass. */
bool transcript_ended_first(const struct transcript *t, size_t entry);

const char *transcript_side_name(enum transcript_side side); /* "candidate", "interactor" */

#endif
