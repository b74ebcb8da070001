/* SPDX-License-Identifier: MIT */
#include "problem/flags.h"
#include "problem/number.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct flag_rule {
    const char *word;
    bool case_sensitive, space_change_sensitive; /* what the word switches on */
    bool absolute, relative;                     /* which tolerances its argument sets */
};

static const struct flag_rule rules[] = {
    {.word = "case_sensitive", .case_sensitive = true},
    {.word = "space_change_sensitive", .space_change_sensitive = true},
    {.word = "float_absolute_tolerance", .absolute = true},
    {.word = "float_relative_tolerance", .relative = true},
    {.word = "float_tolerance", .absolute = true, .relative = true},
};

static const struct flag_rule *rule_of(const char *word)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(word, rules[i].word) == 0)
            return &rules[i];
    }
    return NULL;
}

static bool same_tolerance(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static int set_tolerance(double *tolerance, double value, const char *word, struct err *err)
{
    if (*tolerance >= 0 && !same_tolerance(*tolerance, value))
        return err_set(err, ERR_INPUT, "%s: the tolerance was given before, as %g", word,
                       *tolerance);
    *tolerance = value;
    return 0;
}

static int take_tolerance(const struct flag_rule *rule, const char *text,
                          struct compare_flags *flags, struct err *err)
{
    double value;

    if (!text)
        return err_set(err, ERR_INPUT, "%s: a number must follow", rule->word);
    if (number_parse(text, &value, err) < 0)
        return err_wrap(err, "%s", rule->word);
    if (value < 0)
        return err_set(err, ERR_INPUT, "%s: %s is below 0", rule->word, text);
    if (rule->absolute && set_tolerance(&flags->float_absolute, value, rule->word, err) < 0)
        return -1;
    if (rule->relative && set_tolerance(&flags->float_relative, value, rule->word, err) < 0)
        return -1;
    flags->float_mode = true;
    return 0;
}

void flags_default(struct compare_flags *flags)
{
    *flags = (struct compare_flags){.float_absolute = -1, .float_relative = -1};
}

int flags_parse(const char *text, struct compare_flags *flags, struct err *err)
{
    static const char blanks[] = " \t\r\n";
    cleanup_free char *copy = strdup(text);
    struct compare_flags read;
    char *rest = NULL;

    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    flags_default(&read);
    for (char *word = strtok_r(copy, blanks, &rest); word; word = strtok_r(NULL, blanks, &rest)) {
        const struct flag_rule *rule = rule_of(word);

        if (!rule)
            return err_set(err, ERR_INPUT, "unknown output validator flag '%.60s'", word);
        read.case_sensitive |= rule->case_sensitive;
        read.space_change_sensitive |= rule->space_change_sensitive;
        if ((rule->absolute || rule->relative) &&
            take_tolerance(rule, strtok_r(NULL, blanks, &rest), &read, err) < 0)
            return -1;
    }
    *flags = read;
    return 0;
}

struct compare_flags flags_joined(const struct compare_flags *first,
                                  const struct compare_flags *second)
{
    struct compare_flags both = *first;

    both.case_sensitive |= second->case_sensitive;
    both.space_change_sensitive |= second->space_change_sensitive;
    both.float_mode |= second->float_mode;
    if (second->float_absolute >= 0)
        both.float_absolute = second->float_absolute;
    if (second->float_relative >= 0)
        both.float_relative = second->float_relative;
    return both;
}
