/* SPDX-License-Identifier: MIT */
#include "problem/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int number_parse(const char *text, double *value, struct err *err)
{
    const char *start = text + strspn(text, " \t\r\n");
    size_t n = strspn(start, "0123456789+-.eE");
    char *end;
    double v;

    v = strtod(start, &end);
    /* What strtod takes beyond our letters (inf, 0x1p3) fails by ending elsewhere. */
    if (n == 0 || end != start + n || end[strspn(end, " \t\r\n")] != '\0')
        return err_set(err, ERR_INPUT, "'%.60s' is not a number", text);
    if (!isfinite(v))
        return err_set(err, ERR_INPUT, "%.60s is too large", text);
    *value = v;
    return 0;
}

int number_positive(const char *text, double most, double *value, struct err *err)
{
    double v;

    if (number_parse(text, &v, err) < 0)
        return -1;
    if (v <= 0)
        return err_set(err, ERR_INPUT, "%.60s is not above 0", text);
    if (v > most)
        return err_set(err, ERR_INPUT, "%.60s is above the largest value taken, %.0f", text, most);
    *value = v;
    return 0;
}

int number_quantity(const char *text, int64_t unit, double most, int64_t *value, struct err *err)
{
    double v;
    int64_t whole;

    if (number_positive(text, most, &v, err) < 0)
        return -1;
    whole = llround(v * (double)unit);
    if (whole == 0)
        return err_set(err, ERR_INPUT, "%.60s is too small", text);
    *value = whole;
    return 0;
}
