/* SPDX-License-Identifier: MIT */
#include "compare/normalise.h"
#include "compare/decimal.h"
#include "compare/token.h"

#include <math.h>
#include <string.h>

/* Gathers small pieces, since a call to the hash for each would cost more than the hashing. */
struct feed {
    struct hash_state *into;
    bool fold;
    size_t used;
    char chunk[4096];
};

static void flush(struct feed *feed)
{
    hash_update(feed->into, feed->chunk, feed->used);
    feed->used = 0;
}

static void put(struct feed *feed, const char *text, size_t n)
{
    while (n > 0) {
        size_t room = sizeof feed->chunk - feed->used;
        size_t part = n < room ? n : room;

        memcpy(feed->chunk + feed->used, text, part);
        if (feed->fold) {
            for (size_t i = feed->used; i < feed->used + part; i++)
                feed->chunk[i] = token_lower(feed->chunk[i]);
        }
        feed->used += part;
        text += part;
        n -= part;
        if (feed->used == sizeof feed->chunk)
            flush(feed);
    }
}

/* Numbers nearer to zero than 10^EXPONENT_MIN are zero: programs mean nothing by them. */
enum { EXPONENT_MIN = -4940 };

/* How numbers are rounded. */
struct rounding {
    bool relative, absolute;
    int64_t digits;      /* significant digits, when relative */
    int64_t decimals;    /* digits behind the point (or, below 0, before it), when absolute */
    struct decimal zero; /* smaller values are zero, when absolute */
    char zero_text[DECIMAL_OF_DOUBLE];
};

/* round(-log10 tolerance), kept between the two. A tolerance of 0 gives `most`. */
static int64_t digits_of(double tolerance, int64_t least, int64_t most)
{
    double digits = round(-log10(tolerance));

    if (digits >= (double)most)
        return most;
    return digits <= (double)least ? least : (int64_t)digits;
}

static void rounding_init(struct rounding *rounding, const struct compare_flags *flags)
{
    *rounding = (struct rounding){.relative = flags->float_relative >= 0,
                                  .absolute = flags->float_absolute >= 0};
    if (rounding->relative)
        rounding->digits = digits_of(flags->float_relative, 1, 17);
    if (rounding->absolute) {
        rounding->decimals = digits_of(flags->float_absolute, -17, 17);
        decimal_of_double(flags->float_absolute, rounding->zero_text, &rounding->zero);
    }
}

static void round_number(struct decimal *number, const struct rounding *rounding)
{
    int64_t keep = rounding->relative ? rounding->digits : DECIMAL_DIGITS;
    struct decimal zero;

    if (rounding->absolute) {
        int64_t keep_absolute = number->exponent + rounding->decimals;

        /* A value below the tolerance has at most one digit at or before the last decimal. */
        decimal_parse("0", 1, &zero);
        if (keep_absolute <= 1 &&
            decimal_compare_distance(&zero, number, &rounding->zero, false) < 0)
            keep_absolute = -1;
        if (keep_absolute < keep)
            keep = keep_absolute;
    }
    decimal_round(number, number->exponent < EXPONENT_MIN ? -1 : keep);
}

static void put_token(struct feed *feed, struct token token, const struct compare_flags *flags,
                      const struct rounding *rounding)
{
    struct decimal number;
    char text[DECIMAL_TEXT];

    if (flags->float_mode && decimal_parse(token.text, token.len, &number)) {
        round_number(&number, rounding);
        put(feed, text, decimal_text(&number, text));
    } else {
        put(feed, token.text, token.len);
    }
}

void normalise_output(const char *output, size_t n, const struct compare_flags *flags,
                      struct hash_state *into)
{
    struct feed feed = {.into = into, .fold = !flags->case_sensitive};
    struct rounding rounding;
    struct token_walk walk;
    bool first = true;

    rounding_init(&rounding, flags);
    token_walk_init(&walk, output, n);
    while (walk.at < walk.end) {
        struct token space = token_walk_space(&walk);
        struct token token = token_walk_word(&walk);

        if (flags->space_change_sensitive)
            put(&feed, space.text, space.len);
        else if (!first && token.len > 0)
            put(&feed, " ", 1);
        put_token(&feed, token, flags, &rounding);
        first = false;
    }
    flush(&feed);
}
