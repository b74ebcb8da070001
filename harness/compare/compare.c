/* SPDX-License-Identifier: MIT */
#include "compare/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void tolerance_init(struct tolerance *tolerance, double value)
{
    tolerance->given = value >= 0;
    if (tolerance->given)
        decimal_of_double(value, tolerance->text, &tolerance->value);
}

void tolerances_init(struct tolerances *tolerances, const struct compare_flags *flags)
{
    tolerance_init(&tolerances->absolute, flags->float_absolute);
    tolerance_init(&tolerances->relative, flags->float_relative);
}

/* Where the two first differ, or the shorter one's length; 0 when one is absent. */
static size_t first_difference(struct token a, struct token b, bool fold)
{
    size_t n = !a.text || !b.text ? 0 : a.len < b.len ? a.len : b.len;
    size_t i = 0;

    while (i < n &&
           (a.text[i] == b.text[i] || (fold && token_lower(a.text[i]) == token_lower(b.text[i]))))
        i++;
    return i;
}

static bool same_bytes(struct token a, struct token b)
{
    return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

static bool same_string(struct token a, struct token b, const struct compare_flags *flags)
{
    if (a.len != b.len)
        return false;
    if (same_bytes(a, b))
        return true;
    return !flags->case_sensitive && first_difference(a, b, true) == a.len;
}

static bool is_within(const struct tolerance *tolerance, bool relative,
                      const struct decimal *expected, const struct decimal *found)
{
    return tolerance->given &&
           decimal_compare_distance(expected, found, &tolerance->value, relative) <= 0;
}

static enum match match_numbers(const struct decimal *expected, const struct decimal *found,
                                const struct tolerances *tolerances)
{
    if (decimal_is_huge(expected) || decimal_is_huge(found))
        return DIFFERENT; /* as strings they differ: the caller has looked */
    if (is_within(&tolerances->absolute, false, expected, found) ||
        is_within(&tolerances->relative, true, expected, found))
        return MATCH;
    return TOO_FAR;
}

enum match match_tokens(struct token answer, struct token output, const struct compare_flags *flags,
                        const struct tolerances *tolerances)
{
    struct decimal expected, found;

    if (same_string(answer, output, flags))
        return MATCH;
    if (!flags->float_mode || !decimal_parse(answer.text, answer.len, &expected))
        return DIFFERENT;
    if (!decimal_parse(output.text, output.len, &found))
        return NOT_A_NUMBER;
    return match_numbers(&expected, &found, tolerances);
}

#define EXCERPT 40

/* The token in quotes, escaped; of a long one a piece that shows the byte at `focus`. */
static void excerpt(char out[EXCERPT + 12], struct token token, size_t focus)
{
    size_t i = focus > 20 && token.len > 28 ? focus - 10 : 0;
    size_t n = 0;

    n += (size_t)sprintf(out, "%s\"", i > 0 ? "..." : "");
    for (; i < token.len && n < EXCERPT; i++) {
        char c = token.text[i];

        if (c == '"' || c == '\\')
            n += (size_t)sprintf(out + n, "\\%c", c);
        else if (c == '\n' || c == '\t' || c == '\r')
            n += (size_t)sprintf(out + n, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
        else if (c >= ' ' && c <= '~')
            out[n++] = c;
        else
            n += (size_t)sprintf(out + n, "\\x%02x", (unsigned char)c);
    }
    sprintf(out + n, "\"%s", i < token.len ? "..." : "");
}

void comparison_differ(struct comparison *out, const char *what, size_t number, size_t line,
                       struct token answer, struct token output, enum match why)
{
    static const char *const remarks[] = {
        [MATCH] = "",
        [DIFFERENT] = "",
        [NOT_A_NUMBER] = ", which is not a number",
        [TOO_FAR] = ", beyond the tolerance",
    };
    size_t focus = first_difference(answer, output, out->folds);
    char expected[EXCERPT + 12] = "no more", found[EXCERPT + 12] = "the end of the output";

    if (answer.text)
        excerpt(expected, answer, focus);
    if (output.text)
        excerpt(found, output, focus);
    out->equal = false;
    out->line = line;
    out->answer_at = answer.text ? answer.text + focus : NULL;
    out->output_at = output.text ? output.text + focus : NULL;
    snprintf(out->detail, sizeof out->detail, "%s %zu on line %zu: expected %s, found %s%s", what,
             number, line, expected, found, remarks[why]);
}

/* True when there is another token on both sides and all is well so far. */
static bool step(struct token_walk *answer, struct token_walk *output, size_t number,
                 const struct compare_flags *flags, const struct tolerances *tolerances,
                 struct comparison *out)
{
    size_t space_line = output->line;
    struct token space_a = token_walk_space(answer), space_o = token_walk_space(output);
    struct token a = token_walk_word(answer), o = token_walk_word(output);
    enum match match;

    if (flags->space_change_sensitive && !same_bytes(space_a, space_o)) {
        comparison_differ(out, "whitespace before token", number, space_line, space_a, space_o,
                          DIFFERENT);
        return false;
    }
    if (a.len == 0 && o.len == 0)
        return false;
    match = a.len > 0 && o.len > 0 ? match_tokens(a, o, flags, tolerances) : DIFFERENT;
    if (match == MATCH)
        return true;
    if (a.len == 0)
        a.text = NULL;
    if (o.len == 0)
        o.text = NULL;
    comparison_differ(out, "token", number, output->line, a, o, match);
    return false;
}

void compare_output(const char *answer, size_t answer_len, const char *output, size_t output_len,
                    const struct compare_flags *flags, struct comparison *out)
{
    struct tolerances tolerances;
    struct token_walk a, o;
    size_t number = 1;

    *out = (struct comparison){.equal = true, .folds = !flags->case_sensitive};
    if (answer_len == output_len && (answer_len == 0 || memcmp(answer, output, answer_len) == 0))
        return;
    tolerances_init(&tolerances, flags);
    token_walk_init(&a, answer, answer_len);
    token_walk_init(&o, output, output_len);
    while (step(&a, &o, number, flags, &tolerances, out))
        number++;
}
