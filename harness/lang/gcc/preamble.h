/* SPDX-License-Identifier: MIT */
/*
 * The preamble of a source in C++ or C: the #include <system header> lines at its start, which can be
 * precompiled once for all sources with the same preamble. A pure function of the text.
 *
 * Only lines that mean the same in every source are part of it:
 *     #include <name>         letters, digits, '_', '+', '-', '.', '/'; no "..", not absolute
 *     using namespace std;    between such lines
 * with blank lines and comments among them. Everything else ends the preamble: #include "…" (the
 * candidate's own file), #define and #if (they change what the headers mean), #pragma (gcc keeps
 * some of its state outside a precompiled header), a continued line, a byte order mark, a NUL.
 *
 * A source that could observe the substitution gets no preamble: one that reads itself (its name, a
 * computed #include, .incbin) or looks at the directory of the precompiled headers.
 */
#ifndef HARNESS_LANG_GCC_PREAMBLE_H
#define HARNESS_LANG_GCC_PREAMBLE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { PREAMBLE_LINES_MAX = 64 };

struct preamble {
    size_t count; /* 0: none */
    struct preamble_line {
        size_t at, length; /* the directive in the source, without what follows it on its line */
        size_t name_at, name_length; /* the header's name; 0, 0 for `using namespace std;` */
    } lines[PREAMBLE_LINES_MAX];
};

/* Whether the source could observe that its preamble was read elsewhere. */
bool preamble_could_be_seen(const char *source, size_t length);

void preamble_scan(struct preamble *preamble, const char *source, size_t length);

/* Appends the preamble in its canonical spelling, a line for each directive; 0, or -1 at the cap. */
int preamble_text(const struct preamble *preamble, const char *source, struct buf *out);

/*
 * The source in a sealed memfd, with blanks over the directives, so that the rest keeps its lines and columns, and behind the
 * text `before`. Or -1.
 */
int preamble_take_out(const struct preamble *preamble, const char *before, const char *source,
                      size_t length);

#endif
