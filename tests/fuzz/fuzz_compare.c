/* SPDX-License-Identifier: MIT */
/*
 * Output comparison, and the normal form that stands for it when programs are clustered: both are
 * asked about the same two texts, either way round and under looser flags.
 */
#include "compare/compare.h"
#include "compare/decimal.h"
#include "compare/named_rule.h"
#include "compare/normalise.h"
#include "compare/token.h"
#include "tests/fuzz/fuzz.h"

static const double tolerances[] = {-1, 0, 1e-12, 1e-9, 1e-6, 1e-3, 0.5, 1, 1e3, 1e300};
enum { TOLERANCES = sizeof tolerances / sizeof *tolerances };

struct text {
    char *bytes; /* owned, of just this size */
    size_t n;
};

static void take_flags(struct feed *feed, struct compare_flags *flags)
{
    uint8_t bits = feed_byte(feed);

    flags->case_sensitive = bits & 1;
    flags->space_change_sensitive = bits & 2;
    flags->float_absolute = flags->float_relative = -1;
    if (bits & 4)
        flags->float_absolute = tolerances[feed_below(feed, TOLERANCES)];
    if (bits & 8)
        flags->float_relative = tolerances[feed_below(feed, TOLERANCES)];
    flags->float_mode = flags->float_absolute >= 0 || flags->float_relative >= 0;
}

static bool compare(const struct text *a, const struct text *b, const struct compare_flags *flags)
{
    struct comparison c;

    compare_output(a->bytes, a->n, b->bytes, b->n, flags, &c);
    CHECK(c.equal == (c.line == 0) && c.equal == (c.detail[0] == '\0'));
    CHECK(strnlen(c.detail, sizeof c.detail) < sizeof c.detail && c.line <= b->n + 1);
    for (const char *p = c.detail; *p; p++)
        CHECK(*p >= ' ' && *p <= '~');
    return c.equal;
}

static struct hash128 form(const struct text *text, const struct compare_flags *flags)
{
    struct hash_state *state = hash_new();
    struct hash128 hash;

    CHECK(state);
    hash_reset(state);
    normalise_output(text->bytes, text->n, flags, state);
    hash = hash_digest(state);
    hash_free(state);
    return hash;
}

static bool same_form(const struct text *a, const struct text *b, const struct compare_flags *flags)
{
    return hash_equal(form(a, flags), form(b, flags));
}

/* A looser flag never tells apart what a stricter one does not. */
static void check_looser(const struct text *a, const struct text *b,
                         const struct compare_flags *flags)
{
    struct compare_flags looser = *flags;

    looser.case_sensitive = looser.space_change_sensitive = false;
    CHECK(compare(a, b, &looser));
    for (int i = 0; i < TOLERANCES; i++) {
        if (tolerances[i] < flags->float_absolute)
            continue;
        looser.float_absolute = tolerances[i];
        looser.float_mode = looser.float_absolute >= 0 || looser.float_relative >= 0;
        CHECK(compare(a, b, &looser));
    }
}

static void check_pair(const struct text *a, const struct text *b,
                       const struct compare_flags *flags)
{
    struct compare_flags exact = *flags;
    bool equal = compare(a, b, flags);

    exact.float_mode = false;
    exact.float_absolute = exact.float_relative = -1;
    /* A relative tolerance is one of the answer's: only it has a direction. */
    if (flags->float_relative < 0)
        CHECK(compare(b, a, flags) == equal);
    CHECK(same_form(a, b, &exact) == compare(a, b, &exact));
    if (compare(a, b, &exact))
        CHECK(equal && same_form(a, b, flags));
    if (equal)
        check_looser(a, b, flags);
}

/* The same tokens with other whitespace between them, as the input wants it. */
static void respace(const struct text *from, struct feed *feed, struct text *to)
{
    struct token_walk walk;

    to->n = 0;
    to->bytes = malloc(from->n * 3 + 1);
    CHECK(to->bytes);
    token_walk_init(&walk, from->bytes, from->n);
    while (walk.at < walk.end) {
        struct token space = token_walk_space(&walk);
        struct token word = token_walk_word(&walk);

        if (space.len > 0)
            to->bytes[to->n++] = " \n\t\r\v\f"[feed_below(feed, 6)];
        memcpy(to->bytes + to->n, word.text, word.len);
        to->n += word.len;
    }
}

static void check_respaced(const struct text *a, struct feed *feed,
                           const struct compare_flags *flags)
{
    struct text other;

    respace(a, feed, &other);
    if (!flags->space_change_sensitive)
        CHECK(compare(a, &other, flags) && same_form(a, &other, flags));
    free(other.bytes);
}

/* Each rule by name: a text is the same as itself, and a difference has a place and words. */
static void check_rules(const struct text *a, const struct text *b)
{
    static const char *const names[] = {"icpc", "exact",         "verl",         "code-judge",
                                        "lcb",  "sandboxfusion", "codecontests", "apps"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct named_rule *rule = named_rule_by_name(names[i]);
        struct comparison c;

        named_rule_compare(rule, a->bytes, a->n, a->bytes, a->n, &c);
        CHECK(c.equal);
        named_rule_compare(rule, a->bytes, a->n, b->bytes, b->n, &c);
        CHECK(c.equal == (c.line == 0) && c.equal == (c.detail[0] == '\0'));
        CHECK(strnlen(c.detail, sizeof c.detail) < sizeof c.detail && c.line <= b->n + 1);
    }
}

/* Beyond any number that has a use, exponents stop counting (decimal.c). */
#define EXPONENT_COUNTS INT64_C(10000000000000000)

/* A number's text is that number. */
static void check_numbers(const struct text *text)
{
    struct token_walk walk;

    token_walk_init(&walk, text->bytes, text->n);
    while (walk.at < walk.end) {
        struct decimal number, again;
        char first[DECIMAL_TEXT], second[DECIMAL_TEXT];
        struct token word;
        size_t n;

        token_walk_space(&walk);
        word = token_walk_word(&walk);
        if (!decimal_parse(word.text, word.len, &number) || number.exponent > EXPONENT_COUNTS)
            continue;
        n = decimal_text(&number, first);
        CHECK(n < sizeof first && decimal_parse(first, n, &again));
        CHECK(decimal_text(&again, second) == n && memcmp(first, second, n) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};
    struct compare_flags flags;
    struct text a, b;

    take_flags(&feed, &flags);
    a.n = feed_u16(&feed);
    a.bytes = feed_exact(&feed, &a.n);
    b.n = feed.left;
    b.bytes = feed_exact(&feed, &b.n);
    CHECK(compare(&a, &a, &flags));
    check_pair(&a, &b, &flags);
    check_numbers(&a);
    check_rules(&a, &b);
    check_respaced(&a, &(struct feed){data, size}, &flags);
    free(a.bytes);
    free(b.bytes);
    return 0;
}
