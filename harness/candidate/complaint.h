/* SPDX-License-Identifier: MIT */
/* Why something in a pool was not taken. One list, from which the enum and the names come. */
#ifndef HARNESS_CANDIDATE_COMPLAINT_H
#define HARNESS_CANDIDATE_COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(symbol, name): the name is the key under which the report counts them. */
#define COMPLAINT_LIST(X)                                                                          \
    X(MALFORMED_LINE, "malformed_line")       /* not JSON, or a key of the wrong type */           \
    X(OVER_LONG_LINE, "over_long_line")       /* longer than any source could make it */           \
    X(INVALID_UTF8, "invalid_utf8")           /* a JSONL line that is not UTF-8 */                 \
    X(MISSING_SOURCE, "missing_source")       /* no source, code, solution, completion */          \
    X(EMPTY_SOURCE, "empty_source")           /* nothing but blanks */                             \
    X(SOURCE_TOO_LONG, "source_too_long")     /* over the code limit */                            \
    X(NUL_IN_SOURCE, "nul_in_source")         /* a source file that is not text */                 \
    X(MISSING_EXTENSION, "missing_extension") /* a file name without one */                        \
    X(NOT_A_FILE, "not_a_file")               /* a link, FIFO, device or socket */                 \
    X(UNREADABLE_FILE, "unreadable_file")     /* opening or reading it failed */                   \
    X(TRAILING_BYTES, "trailing_bytes")       /* after the last member of compressed data */       \
    X(UNKNOWN_LANGUAGE, "unknown_language")   /* raised by the reader's caller */                  \
    X(LANGUAGE_NOT_RUN, "language_not_run")   /* known, but not installed, or not at this level */ \
    X(VALUE_LOST, "value_lost")               /* the candidate is taken, one of its values not */

enum complaint_kind {
#define COMPLAINT_ENUM(symbol, name) COMPLAINT_##symbol,
    COMPLAINT_LIST(COMPLAINT_ENUM)
#undef COMPLAINT_ENUM
        COMPLAINT_COUNT
};

const char *complaint_name(enum complaint_kind kind);

/* A complaint without its place, which the reader adds. */
struct complaint {
    enum complaint_kind kind;
    char sentence[400];
};

/* Fills the complaint and returns 0: "nothing delivered", in one line. */
int complaint_make(struct complaint *complaint, enum complaint_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Complaints that differ in no more than place and numbers: a pool may give one for each line. */
struct complaint_form {
    uint64_t key, count;
    char example[512]; /* the first that was not shown: place and sentence */
};

enum { COMPLAINTS_SHOWN = 5, COMPLAINT_FORMS = 64 };

struct complaint_tally {
    /* The first ones, one for each kind, are for what comes when there is no room for other forms. */
    struct complaint_form forms[COMPLAINT_COUNT + COMPLAINT_FORMS];
    size_t count; /* of the others */
};

/* Counts a complaint. True: it is one of the first of its form, and to be shown. */
bool complaint_tally_add(struct complaint_tally *tally, enum complaint_kind kind, const char *where,
                         const char *sentence);

#endif
