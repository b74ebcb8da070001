/* SPDX-License-Identifier: MIT */
/* A candidate program, as a stream of them delivers it. */
#ifndef WINNOW_CANDIDATE_H
#define WINNOW_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct candidate {
    uint64_t index; /* 0, 1, … in input order, broken lines not counted */
    char *id;       /* from the line, else its line number; for files the name; owned */
    char *language; /* as given ("cpp", "Python 3", …), or NULL when none was; owned */
    char *source;   /* NUL-terminated; owned */
    size_t source_len;
    bool has_score;
    double score;
    bool fenced; /* the source stood in a fenced block of Markdown, and was taken out */
    char *extra; /* the line's other keys as a JSON object ("{…}"), or NULL; owned */
};

void candidate_release(struct candidate *candidate); /* frees the contents; takes zeroed ones */

#endif
