/* SPDX-License-Identifier: MIT */
#include "ctd/value.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void value_release(struct value *value)
{
    if (!value->borrowed) {
        if (value->kind == VALUE_INT)
            mpz_clear(value->is.integer);
        else if (value->kind == VALUE_FLOAT)
            mpq_clear(value->is.real);
        else if (value->kind == VALUE_STRING)
            free((void *)(uintptr_t)value->is.string.text);
    }
    *value = (struct value){.kind = VALUE_NONE};
}

struct value value_borrow(const struct value *value)
{
    struct value copy = *value;

    copy.borrowed = true;
    return copy;
}

int value_own(struct value *value)
{
    struct value own = {.kind = value->kind};
    char *text;

    if (!value->borrowed)
        return 0;
    if (value->kind == VALUE_INT) {
        mpz_init_set(own.is.integer, value->is.integer);
    } else if (value->kind == VALUE_FLOAT) {
        mpq_init(own.is.real);
        mpq_set(own.is.real, value->is.real);
    } else if (value->kind == VALUE_STRING) {
        text = malloc(value->is.string.length + 1);
        if (!text)
            return -1;
        memcpy(text, value->is.string.text, value->is.string.length);
        own.is.string.text = text;
        own.is.string.length = value->is.string.length;
    }
    *value = own;
    return 0;
}

void value_set_int(struct value *out, long number)
{
    *out = (struct value){.kind = VALUE_INT};
    mpz_init_set_si(out->is.integer, number);
}

struct value value_of_string(const char *text, size_t length)
{
    return (struct value){.kind = VALUE_STRING,
                          .borrowed = true,
                          .is.string = {.text = text ? text : "", .length = length}};
}

static size_t bits_of(const mpz_t z)
{
    return mpz_sizeinbase(z, 2);
}

/* The digits of a number without its point, as an integer. */
static void set_digits(mpz_t out, char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++)
        if (*from != '.')
            *to++ = *from;
    *to = '\0';
    mpz_set_str(out, text, 10);
}

/* The text is a mantissa; *shift is the power of ten that it is multiplied by. */
static void set_float(struct value *out, char *mantissa, long shift)
{
    mpz_t power;

    *out = (struct value){.kind = VALUE_FLOAT};
    mpq_init(out->is.real);
    set_digits(mpq_numref(out->is.real), mantissa);
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)labs(shift));
    if (shift >= 0)
        mpz_mul(mpq_numref(out->is.real), mpq_numref(out->is.real), power);
    else
        mpz_set(mpq_denref(out->is.real), power);
    mpz_clear(power);
    mpq_canonicalize(out->is.real);
}

bool value_parse(struct value *out, const char *text, size_t n)
{
    cleanup_free char *copy = n <= VALUE_DIGITS_MAX ? strndup(text, n) : NULL;
    char *exponent, *point;
    long shift = 0;

    if (!copy)
        return false;
    exponent = strpbrk(copy, "eE");
    point = strchr(copy, '.');
    if (!exponent && !point) {
        *out = (struct value){.kind = VALUE_INT};
        mpz_init_set_str(out->is.integer, copy, 10);
        return true;
    }
    if (exponent) {
        *exponent = '\0';
        shift = strtol(exponent + 1, NULL, 10);
        if (labs(shift) > VALUE_EXPONENT_MAX)
            return false;
    }
    if (point)
        shift -= (long)strlen(point + 1);
    set_float(out, copy, shift);
    return true;
}

static void set_real(mpq_t out, const struct value *value)
{
    if (value->kind == VALUE_INT)
        mpq_set_z(out, value->is.integer);
    else
        mpq_set(out, value->is.real);
}

void value_make_float(struct value *value)
{
    struct value real = {.kind = VALUE_FLOAT};

    if (value->kind != VALUE_INT)
        return;
    mpq_init(real.is.real);
    set_real(real.is.real, value);
    value_release(value);
    *value = real;
}

static bool is_zero(const struct value *value)
{
    return value->kind == VALUE_INT ? mpz_sgn(value->is.integer) == 0
                                    : mpq_sgn(value->is.real) == 0;
}

size_t value_weight(const struct value *value)
{
    if (value->kind == VALUE_INT)
        return 1 + mpz_size(value->is.integer);
    if (value->kind == VALUE_FLOAT)
        return 2 + mpz_size(mpq_numref(value->is.real)) + mpz_size(mpq_denref(value->is.real));
    return value->kind == VALUE_STRING ? 1 + value->is.string.length / 8 : 1;
}

static const char too_large[] = "the number becomes too large";

/* The exponent is an integer; the size of the power is known before it is computed. */
static const char *raise_to_power(struct value *out, const struct value *a, const struct value *b)
{
    size_t bits = a->kind == VALUE_INT
                      ? bits_of(a->is.integer)
                      : bits_of(mpq_numref(a->is.real)) + bits_of(mpq_denref(a->is.real));
    unsigned long exponent;

    if (b->kind != VALUE_INT || mpz_sgn(b->is.integer) < 0 || !mpz_fits_ulong_p(b->is.integer))
        return "an exponent must be an integer from 0 on";
    exponent = mpz_get_ui(b->is.integer);
    if (bits > 1 && exponent > VALUE_BITS_MAX / bits)
        return too_large;
    *out = (struct value){.kind = a->kind};
    if (a->kind == VALUE_INT) {
        mpz_init(out->is.integer);
        mpz_pow_ui(out->is.integer, a->is.integer, exponent);
        return NULL;
    }
    mpq_init(out->is.real);
    mpz_pow_ui(mpq_numref(out->is.real), mpq_numref(a->is.real), exponent);
    mpz_pow_ui(mpq_denref(out->is.real), mpq_denref(a->is.real), exponent);
    return NULL;
}

static void calculate_integers(struct value *out, char op, const mpz_t a, const mpz_t b)
{
    *out = (struct value){.kind = VALUE_INT};
    mpz_init(out->is.integer);
    if (op == '+')
        mpz_add(out->is.integer, a, b);
    else if (op == '-')
        mpz_sub(out->is.integer, a, b);
    else if (op == '*')
        mpz_mul(out->is.integer, a, b);
    else if (op == '/')
        mpz_tdiv_q(out->is.integer, a, b);
    else
        mpz_tdiv_r(out->is.integer, a, b);
}

static void calculate_floats(struct value *out, char op, const struct value *a,
                             const struct value *b)
{
    mpq_t x, y;

    mpq_inits(x, y, NULL);
    set_real(x, a);
    set_real(y, b);
    *out = (struct value){.kind = VALUE_FLOAT};
    mpq_init(out->is.real);
    if (op == '+')
        mpq_add(out->is.real, x, y);
    else if (op == '-')
        mpq_sub(out->is.real, x, y);
    else if (op == '*')
        mpq_mul(out->is.real, x, y);
    else
        mpq_div(out->is.real, x, y);
    mpq_clears(x, y, NULL);
}

const char *value_calculate(struct value *out, char op, const struct value *a,
                            const struct value *b)
{
    bool integers = a->kind == VALUE_INT && b->kind == VALUE_INT;

    if (a->kind == VALUE_STRING || b->kind == VALUE_STRING)
        return "strings cannot be calculated with";
    if ((op == '/' || op == '%') && is_zero(b))
        return "division by zero";
    if (op == '^')
        return raise_to_power(out, a, b);
    if (op == '%' && !integers)
        return "% is for integers";
    if ((value_weight(a) + value_weight(b)) * 64 > VALUE_BITS_MAX)
        return too_large;
    if (integers)
        calculate_integers(out, op, a->is.integer, b->is.integer);
    else
        calculate_floats(out, op, a, b);
    return NULL;
}

const char *value_negate(struct value *out, const struct value *a)
{
    struct value zero;
    const char *trouble;

    value_set_int(&zero, 0);
    trouble = value_calculate(out, '-', &zero, a);
    value_release(&zero);
    return trouble;
}

static int compare_strings(const struct value *a, const struct value *b)
{
    size_t n =
        a->is.string.length < b->is.string.length ? a->is.string.length : b->is.string.length;
    int order = memcmp(a->is.string.text, b->is.string.text, n);

    if (order != 0)
        return order;
    return (a->is.string.length > b->is.string.length) -
           (a->is.string.length < b->is.string.length);
}

bool value_compare(const struct value *a, const struct value *b, int *order)
{
    if ((a->kind == VALUE_STRING) != (b->kind == VALUE_STRING))
        return false;
    if (a->kind == VALUE_STRING)
        *order = compare_strings(a, b);
    else if (a->kind == VALUE_INT && b->kind == VALUE_INT)
        *order = mpz_cmp(a->is.integer, b->is.integer);
    else if (a->kind == VALUE_INT)
        *order = -mpq_cmp_z(b->is.real, a->is.integer);
    else if (b->kind == VALUE_INT)
        *order = mpq_cmp_z(a->is.real, b->is.integer);
    else
        *order = mpq_cmp(a->is.real, b->is.real);
    return true;
}

static struct hash128 hash_integer(const mpz_t z)
{
    struct hash128 h = hash_bytes(mpz_limbs_read(z), mpz_size(z) * sizeof(mp_limb_t));

    h.hi += (uint64_t)(mpz_sgn(z) < 0);
    return h;
}

struct hash128 value_hash(const struct value *value)
{
    struct hash128 h;

    if (value->kind == VALUE_INT)
        return hash_integer(value->is.integer);
    if (value->kind == VALUE_STRING) {
        h = hash_bytes(value->is.string.text, value->is.string.length);
        h.lo += 1; /* no number has the hash of a string of its bytes */
        return h;
    }
    h = hash_integer(mpq_numref(value->is.real));
    if (mpz_cmp_ui(mpq_denref(value->is.real), 1) == 0)
        return h;
    return hash_fold(h, hash_integer(mpq_denref(value->is.real)));
}

const char *value_text(const struct value *value, char out[VALUE_TEXT])
{
    if (value->kind == VALUE_STRING)
        snprintf(out, VALUE_TEXT, "\"%.*s\"%s",
                 (int)(value->is.string.length < 40 ? value->is.string.length : 40),
                 value->is.string.text, value->is.string.length > 40 ? "..." : "");
    else if (value->kind == VALUE_FLOAT)
        snprintf(out, VALUE_TEXT, "%.12g", mpq_get_d(value->is.real));
    else if (value->kind == VALUE_INT && mpz_sizeinbase(value->is.integer, 10) < VALUE_TEXT - 4)
        mpz_get_str(out, 10, value->is.integer);
    else
        snprintf(out, VALUE_TEXT, "a number of %zu digits",
                 value->kind == VALUE_INT ? mpz_sizeinbase(value->is.integer, 10) : 0);
    return out;
}
