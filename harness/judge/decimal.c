/* SPDX-License-Identifier: MIT */
#include "judge/decimal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPONENT_MIN (-4940)
/* Where an exponent as written stops counting. More than any number of digits can offset. */
#define EXPONENT_CAP INT64_C(100000000000000000)

static void clear(struct decimal *number)
{
    number->negative = false;
    number->count = 0;
    number->exponent = 0;
}

static void take_digit(struct decimal *number, char digit, bool after_point)
{
    if (number->count == 0 && digit == '0') {
        number->exponent -= after_point;
        return;
    }
    number->exponent += !after_point;
    if (number->count < DECIMAL_DIGITS)
        number->digits[number->count++] = digit;
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
            take_digit(number, text[i], point);
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
    if (number->count == 0 || number->exponent < EXPONENT_MIN)
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

bool decimal_value(const struct decimal *number, long double *value)
{
    char text[DECIMAL_TEXT];
    long double v;

    /* The text has no point, so that the locale has no say in how it is read. */
    decimal_text(number, text);
    v = strtold(text, NULL);
    if (isinf(v))
        return false;
    *value = v;
    return true;
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
