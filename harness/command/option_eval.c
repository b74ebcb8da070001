/* SPDX-License-Identifier: MIT */
#include "command/option_eval.h"
#include "compare/named_rule.h"
#include "eval/shard/shard.h"

#include <stdlib.h>
#include <string.h>

/* "1,10,100" */
int option_set_pass_at(struct settings *s, const char *option, const char *value, struct err *err)
{
    s->pass_at_count = 0;
    for (;;) {
        unsigned long k = strtoul(value, (char **)&value, 10);

        if (k < 1 || k > 1000000 || (*value && *value != ',') || s->pass_at_count == PASS_AT_MAX)
            return err_set(err, ERR_INPUT, "%s wants at most %d numbers: 1,10,100", option,
                           PASS_AT_MAX);
        s->pass_at[s->pass_at_count++] = (unsigned)k;
        if (!*value++)
            return 0;
    }
}

int option_set_extract(struct settings *s, const char *option, const char *value, struct err *err)
{
    static const char *const rules[] = {
        [EXTRACT_AUTO] = "auto", [EXTRACT_FENCE] = "fence", [EXTRACT_NONE] = "none"};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(value, rules[i]) == 0) {
            s->extract = (enum extract_rule)i;
            return 0;
        }
    return err_set(err, ERR_INPUT, "%s wants auto, fence or none, not '%.80s'", option, value);
}

int option_set_stop(struct settings *s, const char *option, const char *value, struct err *err)
{
    if (!*value)
        return err_set(err, ERR_INPUT, "%s wants a text, such as '\\ndef '", option);
    if (s->stop_word_count == STOP_WORDS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d texts", option, STOP_WORDS_MAX);
    s->stop_words[s->stop_word_count++] = value;
    return 0;
}

int option_set_compare(struct settings *s, const char *option, const char *value, struct err *err)
{
    if (!named_rule_by_name(value))
        return named_rule_unknown(value, err) < 0 ? err_wrap(err, "%s", option) : -1;
    s->asked.rule = value;
    return 0;
}

/* "min-time=4": the number behind the name, at most 1000. */
static bool take_number(const char *word, size_t length, const char *name, double *field)
{
    size_t n = strlen(name);
    char *end;
    double value;

    if (length <= n || memcmp(word, name, n) != 0 || !strchr("0123456789.", word[n]))
        return false;
    value = strtod(word + n, &end);
    if (end != word + length || !(value > 0 && value <= 1000))
        return false;
    *field = value;
    return true;
}

/* "base-only,details,min-time=1,factor=2" */
int option_set_plus(struct settings *s, const char *option, const char *value, struct err *err)
{
    for (;;) {
        size_t n = strcspn(value, ",");

        if (n == 9 && memcmp(value, "base-only", n) == 0)
            s->plus.base_only = true;
        else if (n == 7 && memcmp(value, "details", n) == 0)
            s->plus.details = true;
        else if (!take_number(value, n, "min-time=", &s->plus.min_seconds) &&
                 !take_number(value, n, "factor=", &s->plus.factor))
            return err_set(err, ERR_INPUT,
                           "%s wants base-only, details, min-time=SECONDS or factor=N, not '%.*s'",
                           option, n < 80 ? (int)n : 80, value);
        if (!value[n])
            return 0;
        value += n + 1;
    }
}

int option_set_shard(struct settings *s, const char *option, const char *value, struct err *err)
{
    return shard_parse(&s->shard, value, err) < 0 ? err_wrap(err, "%s", option) : 0;
}
