/* SPDX-License-Identifier: MIT */
/*
 * What the sources of candidates name: numbers, characters and words. A program that treats some value
 * in its own way names it, so an input with that value tells such programs from others; fuzzers take
 * dictionaries out of binaries for the same reason. Array sizes, loop bounds and moduli are numbers
 * that the problem's constraints are read off.
 *
 *     dictionary_new     once
 *     dictionary_read    for each distinct program
 *     dictionary_settle  once; then a mutator may draw from it (mutate.h)
 *     dictionary_free
 */
#ifndef HARNESS_INPUTS_DICTIONARY_H
#define HARNESS_INPUTS_DICTIONARY_H

#include "base/rng.h"
#include "inputs/text.h"
#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

/* How a language writes comments and strings; the lexer needs no more. */
enum literal_style {
    LITERALS_C,      /* // and block comments, 'c' and "text": C, Java, Rust, Go … */
    LITERALS_SCRIPT, /* # comments, 'text' and "text", three quotes too: Python, Ruby, Perl … */
};

struct dictionary;

int dictionary_new(struct dictionary **out, struct err *err);
void dictionary_free(struct dictionary *dictionary); /* takes NULL */

/*
 * Adds the literals of a source, any bytes; each counts once for this program. What stands in comments is
 * not taken, nor are texts that are formats ("%d") or longer than an input's words. Fails only when out
 * of memory.
 */
int dictionary_read(struct dictionary *dictionary, enum literal_style style, const char *source,
                    size_t length, struct err *err);

/* After the last source, before anything is drawn. Fails only when out of memory. */
int dictionary_settle(struct dictionary *dictionary, struct err *err);

/*
 * Draw an entry, those that more programs name more often. False when there is none. The draws depend
 * on what was read, in that order, and on the generator alone.
 */
bool dictionary_number(const struct dictionary *dictionary, struct rng *rng, int64_t *out);
bool dictionary_char(const struct dictionary *dictionary, struct rng *rng, char *out);
bool dictionary_word(const struct dictionary *dictionary, struct rng *rng, struct span *out);

#endif
