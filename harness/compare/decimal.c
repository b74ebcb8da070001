/* SPDX-License-Identifier: MIT */
#include "compare/decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where an exponent as written stops counting. More than any number of digits can offset. */
#define EXPONENT_CAP INT64_C(100000000000000000)
#define HUGE_FROM    (EXPONENT_CAP / 10)

static void clear(struct decimal *number)
{
    number->negative = false;
    number->count = 0;
    number->exponent = 0;
    number->text = number->end = NULL;
}

static void take_digit(struct decimal *number, const char *digit, bool after_point)
{
    if (number->count == 0 && *digit == '0') {
        number->exponent -= after_point;
        return;
    }
    if (number->count == 0)
        number->text = digit;
    number->end = digit + 1;
    number->exponent += !after_point;
    if (number->count < DECIMAL_DIGITS)
        number->digits[number->count++] = *digit;
}

/* Both return how many bytes they took, 0 when what stands there is not theirs. */
static size_t take_mantissa(struct decimal *number, const char *text, size_t n)
{
    bool point = false, any = false;
    size_t i = 0;

    for (; i < n; i++) {
        if (text[i] == '.' && !point) {
            point = true;
        } else if (text[i] >= '0' && text[i] <= '9') {
            take_digit(number, &text[i], point);
            any = true;
        } else {
            break;
        }
    }
    return any ? i : 0;
}

static size_t take_exponent(struct decimal *number, const char *text, size_t n)
{
    bool negative = n > 1 && text[1] == '-';
    size_t i = n > 1 && (text[1] == '-' || text[1] == '+') ? 2 : 1;
    size_t first = i;
    int64_t value = 0;

    if (n == 0 || (text[0] != 'e' && text[0] != 'E'))
        return 0;
    for (; i < n && text[i] >= '0' && text[i] <= '9'; i++) {
        if (value < EXPONENT_CAP)
            value = value * 10 + (text[i] - '0');
    }
    if (value > EXPONENT_CAP)
        value = EXPONENT_CAP;
    number->exponent += negative ? -value : value;
    return i > first ? i : 0;
}

static void strip_zeros(struct decimal *number)
{
    while (number->count > 0 && number->digits[number->count - 1] == '0')
        number->count--;
    if (number->count == 0 || number->exponent < -HUGE_FROM)
        clear(number);
}

bool decimal_parse(const char *text, size_t n, struct decimal *out)
{
    size_t i = 0, taken;
    bool negative = n > 0 && text[0] == '-';

    clear(out);
    if (n > 0 && (text[0] == '-' || text[0] == '+'))
        i = 1;
    taken = take_mantissa(out, text + i, n - i);
    if (taken == 0)
        return false;
    i += taken;
    i += take_exponent(out, text + i, n - i);
    out->negative = negative;
    strip_zeros(out);
    return i == n;
}

void decimal_of_double(double value, char text[DECIMAL_OF_DOUBLE], struct decimal *out)
{
    int n = snprintf(text, DECIMAL_OF_DOUBLE, "%.15g", value);

    if (strtod(text, NULL) != value)
        n = snprintf(text, DECIMAL_OF_DOUBLE, "%.17g", value);
    decimal_parse(text, (size_t)n, out);
}

bool decimal_is_huge(const struct decimal *number)
{
    return number->exponent > HUGE_FROM;
}

/* factor × the digits from `at` on, the first of which counts 10^place. */
struct term {
    const char *at, *end;
    int64_t place;
    int factor;
};

static struct term term_of(const struct decimal *number, int factor, int64_t shift)
{
    return (struct term){.at = number->text,
                         .end = number->end,
                         .place = number->exponent - 1 + shift,
                         .factor = number->negative ? -factor : factor};
}

/* The term's share of the digits at this place, if it has a digit there. */
static int take_place(struct term *term, int64_t place)
{
    int digit;

    if (term->at == term->end || term->place != place)
        return 0;
    digit = *term->at++ - '0';
    term->place--;
    if (term->at != term->end && *term->at == '.')
        term->at++;
    return term->factor * digit;
}

/* The highest place at which a term still has a digit; false when none has. */
static bool next_place(const struct term *terms, size_t count, int64_t *place)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        if (terms[i].at == terms[i].end || (any && terms[i].place <= *place))
            continue;
        *place = terms[i].place;
        any = true;
    }
    return any;
}

/*
 * The sign of the sum of all terms. The sum is built place by place from the highest. What the lower
 * places can add is less than the sum of all factors, in units of the place in hand; as soon as the
 * sum so far is as large as that, its sign is final. So it stays small.
 */
static int sign_of_sum(struct term *terms, size_t count)
{
    int64_t place, next = 0;
    int sum = 0, rest = 0;

    for (size_t i = 0; i < count; i++)
        rest += terms[i].factor < 0 ? -terms[i].factor : terms[i].factor;
    for (place = 0; next_place(terms, count, &next); place--) {
        if (sum == 0)
            place = next;
        sum *= 10;
        for (size_t i = 0; i < count; i++)
            sum += take_place(&terms[i], place);
        if (sum >= rest || sum <= -rest)
            break;
    }
    return (sum > 0) - (sum < 0);
}

/* The sign of (a-b) - bound, or with `swap` of (b-a) - bound. */
static int sign_of_excess(const struct decimal *a, const struct decimal *b,
                          const struct decimal *bound, bool relative, bool swap)
{
    struct term terms[2 + DECIMAL_DIGITS] = {term_of(a, swap ? -1 : 1, 0),
                                             term_of(b, swap ? 1 : -1, 0)};
    struct decimal size = *a;
    size_t count = 2;

    size.negative = false;
    if (!relative)
        terms[count++] = term_of(bound, -1, 0);
    for (size_t i = 0; relative && i < bound->count; i++)
        terms[count++] =
            term_of(&size, -(bound->digits[i] - '0'), bound->exponent - 1 - (int64_t)i);
    return sign_of_sum(terms, count);
}

int decimal_compare_distance(const struct decimal *a, const struct decimal *b,
                             const struct decimal *bound, bool relative)
{
    int above = sign_of_excess(a, b, bound, relative, false);
    int below = sign_of_excess(a, b, bound, relative, true);

    return above > below ? above : below;
}

void decimal_round(struct decimal *number, int64_t keep)
{
    size_t kept;
    bool up;

    if (keep < 0) {
        clear(number);
        return;
    }
    if ((uint64_t)keep >= number->count)
        return;
    kept = (size_t)keep;
    up = number->digits[kept] >= '5';
    while (up && kept > 0 && number->digits[kept - 1] == '9')
        kept--;
    if (up && kept > 0) {
        number->digits[kept - 1]++;
    } else if (up) {
        number->digits[0] = '1';
        number->exponent++;
        kept = 1;
    }
    number->count = kept;
    strip_zeros(number);
}

size_t decimal_text(const struct decimal *number, char out[DECIMAL_TEXT])
{
    int n;

    if (number->count == 0) {
        strcpy(out, "0");
        return 1;
    }
    n = snprintf(out, DECIMAL_TEXT, "%s%.*se%" PRId64, number->negative ? "-" : "",
                 (int)number->count, number->digits, number->exponent - (int64_t)number->count);
    return (size_t)n;
}
