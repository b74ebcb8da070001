/* SPDX-License-Identifier: MIT */
/*
 * One line on stderr, overwritten as work goes on: the stage, its speed, the part done, the time left.
 * Nothing is printed when stderr is not a terminal, and no colour where NO_COLOR is set (no-color.org).
 */
#ifndef HARNESS_BASE_SCREEN_PROGRESS_H
#define HARNESS_BASE_SCREEN_PROGRESS_H

#include "winnow/units.h"

#include <stdbool.h>
#include <stdint.h>

/* The progress of the stage at some moment. */
struct progress_mark {
    nsec_t time;
    uint64_t done;
    double fraction;
};

struct progress {
    bool on;
    bool colour; /* the stage is bold; not where NO_COLOR says so */
    bool shown;  /* there is a line that must be cleared */
    nsec_t last; /* when it was written */
    const char *stage;
    /* Speed is measured from `since`. After half a minute `next` replaces it. */
    struct progress_mark since, next;
};

void progress_init(struct progress *progress);

/*
 * Shows "STAGE  TEXT, 12/s, 34 %, 5 min left", at most ten times a second. `fmt` makes the text, the
 * rate is that of `done`, and `fraction` is the part of the stage that is done, negative when
 * unknown. `stage` is a static string.
 */
void progress_show(struct progress *progress, const char *stage, uint64_t done, double fraction,
                   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

double progress_fraction(uint64_t done, uint64_t total); /* negative when total is 0 */

void progress_end(struct progress *progress); /* clears the line; to be called before printing */

#endif
