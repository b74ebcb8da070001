/* SPDX-License-Identifier: MIT */
/*
 * The regular expressions of checktestdata grammars (doc/regex-spec.md there), matched in time linear in
 * the text for each state, without backtracking. The longest match is taken, as POSIX has it:
 * versions of checktestdata differ here, and a grammar whose first alternatives are prefixes of others was
 * written for the longest. A dot matches a newline too. Taken besides what that document names, since
 * older grammars have it: classes such as [[:digit:]], \d \w \s, (?:...), a ^ at the beginning and a
 * $ at the end, which change nothing.
 */
#ifndef HARNESS_CTD_REGEX_H
#define HARNESS_CTD_REGEX_H

#include "base/buf.h"
#include "base/rng.h"
#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

struct regex; /* owned by who compiled it */

/* ERR_INPUT: no regular expression, or one with more than four million states. */
int regex_compile(struct regex **out, const char *pattern, size_t length, struct err *err);
void regex_free(struct regex *regex);         /* takes NULL */
size_t regex_size(const struct regex *regex); /* its states: what compiling cost */

enum { REGEX_NO_MATCH = -1, REGEX_TOO_LONG = -2 };

/*
 * The length of the longest match at the beginning of the text, REGEX_NO_MATCH, or, when *steps runs
 * out, REGEX_TOO_LONG. *steps is lowered by the states that were visited.
 */
int64_t regex_match(struct regex *regex, const char *text, size_t length, uint64_t *steps);

/* Numbers that were drawn before; a string may have to be as long as one of them. */
struct regex_lengths {
    int64_t list[4];
    size_t count; /* so many were added; the last four are kept */
};

/* Appends a text that matches; open repeats are mostly short. -1: the buffer is full. */
int regex_draw(const struct regex *regex, struct rng *rng, const struct regex_lengths *lengths,
               struct buf *out);

#endif
