/* SPDX-License-Identifier: MIT */
/* One line on stderr that is written over; nothing at all when stderr is not a terminal. */
#ifndef HARNESS_BASE_PROGRESS_H
#define HARNESS_BASE_PROGRESS_H

#include "winnow/units.h"

#include <stdbool.h>

struct progress {
    bool on;
    bool shown;  /* there is a line that must be cleared */
    nsec_t last; /* when it was written */
};

void progress_init(struct progress *progress);

/* Shows the line, but no more than ten times a second. */
void progress_show(struct progress *progress, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void progress_end(struct progress *progress); /* clears the line; before anything else is printed */

#endif
