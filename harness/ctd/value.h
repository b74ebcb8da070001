/* SPDX-License-Identifier: MIT */
/*
 * The values of checktestdata grammars: integers of any size, exact rational numbers for floats, strings.
 * The arithmetic is GMP's, since inputs have integers of a thousand digits. GMP ends the process when
 * a number cannot be represented, so every operation looks at the sizes first.
 */
#ifndef HARNESS_CTD_VALUE_H
#define HARNESS_CTD_VALUE_H

#include "base/hash.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

enum value_kind { VALUE_NONE, VALUE_INT, VALUE_FLOAT, VALUE_STRING };

enum {
    VALUE_BITS_MAX = 1 << 22,   /* of an integer, a numerator or a denominator */
    VALUE_DIGITS_MAX = 1000000, /* of a number as it is written */
    VALUE_EXPONENT_MAX = 5000,  /* of a float as it is written; long double ends at 4932 */
    VALUE_TEXT = 64,            /* room for value_text */
};

struct value {
    enum value_kind kind;
    bool borrowed; /* what it refers to belongs to another value, or to a text */
    union {
        mpz_t integer;
        mpq_t real; /* in lowest terms */
        struct {
            const char *text; /* malloc'ed unless borrowed */
            size_t length;
        } string;
    } is;
};

void value_release(struct value *value); /* leaves VALUE_NONE; takes a zeroed one */

/* What `value` holds, without owning it: valid until `value` changes. */
struct value value_borrow(const struct value *value);

/* Makes a borrowed value one that owns its contents. -1: out of memory. */
int value_own(struct value *value);

void value_set_int(struct value *out, long number);
struct value value_of_string(const char *text, size_t length); /* borrows */

/*
 * Reads n bytes that are a number: an integer -?[0-9]+, or with a fraction or an exponent a float.
 * False: beyond the sizes above.
 */
bool value_parse(struct value *out, const char *text, size_t n);

/* An integer becomes a float of the same value; a float stays. */
void value_make_float(struct value *value);

/*
 * One of + - * / % ^ on two values; *out is new. Integer division truncates, as C's does. Returns NULL,
 * or why it cannot be done.
 */
const char *value_calculate(struct value *out, char op, const struct value *a,
                            const struct value *b);
const char *value_negate(struct value *out, const struct value *a);

/* The order of two values in *order (<0, 0, >0). False: a string and a number. */
bool value_compare(const struct value *a, const struct value *b, int *order);

/* Equal for equal values, an integer and a float included. */
struct hash128 value_hash(const struct value *value);

/* How much work it makes, in words of memory. */
size_t value_weight(const struct value *value);

/* The value for a message; long ones are described. */
const char *value_text(const struct value *value, char out[VALUE_TEXT]);

#endif
