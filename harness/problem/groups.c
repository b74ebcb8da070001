/* SPDX-License-Identifier: MIT */
#include "problem/groups.h"
#include "base/buf.h"
#include "problem/flags.h"
#include "problem/yaml.h"
#include "winnow/cleanup.h"

#include <string.h>

#define UNSUPPORTED "per-group/case validator flags are not supported yet"

static bool key_is(const char *key, const char *wanted)
{
    size_t n = strlen(wanted);

    return strncmp(key, wanted, n) == 0 && (key[n] == '\0' || key[n] == '.');
}

static bool is_flags_key(const char *key)
{
    return key_is(key, "output_validator_flags") || key_is(key, "output_validator_args");
}

/* Keys that change what a submission is given, or that only input validators see. */
static int check_entry(struct problem *problem, const char *path, const struct yaml_entry *entry,
                       struct err *err)
{
    if (entry->is_null)
        return 0;
    if (key_is(entry->key, "args"))
        return err_set(err, ERR_INPUT, "%s:%zu: arguments for the submission are not supported yet",
                       path, entry->line);
    if (key_is(entry->key, "static_validation_score"))
        return err_set(err, ERR_INPUT, "%s:%zu: static validation is not supported yet", path,
                       entry->line);
    if (key_is(entry->key, "input_validator_flags") || key_is(entry->key, "input_validator_args"))
        return parts_warn(problem, err, "%s:%zu: %.60s is not passed to input validators", path,
                          entry->line, entry->key);
    return 0;
}

static int parse_flags(const char *words, struct group_flags *flags, struct err *err)
{
    struct compare_flags read;

    if (flags_parse(words, &read, err) < 0)
        return -1;
    if (flags->given && !flags_same(&flags->flags, &read))
        return err_set(err, ERR_INPUT, UNSUPPORTED);
    flags->flags = read;
    flags->given = true;
    return 0;
}

int groups_read(struct problem *problem, const char *path, struct group_flags *flags,
                struct err *err)
{
    cleanup_with(yaml_release) struct yaml yaml = {0};
    cleanup_with(buf_release) struct buf words = BUF_INIT(65536);
    size_t line = 0;

    if (yaml_read(&yaml, path, err) < 0)
        return -1;
    for (size_t i = 0; i < yaml.count; i++) {
        const struct yaml_entry *entry = &yaml.entries[i];

        if (entry->is_null && !entry->in_list)
            continue;
        if (check_entry(problem, path, entry, err) < 0)
            return -1;
        if (!is_flags_key(entry->key))
            continue;
        line = line ? line : entry->line;
        if (buf_adds(&words, entry->value) < 0 || buf_addc(&words, ' ') < 0)
            return err_set(err, ERR_INPUT, "%s:%zu: too many flags", path, entry->line);
    }
    if (line == 0)
        return 0;
    if (parse_flags(buf_str(&words), flags, err) < 0)
        return err_wrap(err, "%s:%zu", path, line);
    snprintf(flags->where, sizeof flags->where, "%s:%zu", path, line);
    return 0;
}

/* The innermost flags that are given. */
static const struct compare_flags *effective(const struct problem *problem,
                                             const struct group_settings *settings,
                                             const struct group_flags *own)
{
    if (own->given)
        return &own->flags;
    return settings->data.given ? &settings->data.flags : &problem->compare;
}

static const char *where(const struct group_flags *first, const struct group_flags *second)
{
    return first->given ? first->where : second->where;
}

int groups_settle(struct problem *problem, const struct group_settings *settings, bool has_samples,
                  bool has_secrets, struct err *err)
{
    struct compare_flags samples = *effective(problem, settings, &settings->sample);
    struct compare_flags secrets = *effective(problem, settings, &settings->secret);
    struct compare_flags chosen = has_secrets ? secrets : samples;
    const struct group_flags *own = has_secrets ? &settings->secret : &settings->sample;
    struct compare_flags none;

    flags_default(&none);
    if (has_samples && has_secrets && !flags_same(&samples, &secrets))
        return err_set(err, ERR_INPUT, "%s: " UNSUPPORTED ": those of sample and secret differ",
                       where(&settings->secret, &settings->sample));
    if (settings->finer.given && !flags_same(&settings->finer.flags, &chosen))
        return err_set(err, ERR_INPUT, "%s: " UNSUPPORTED ": they differ from those of other tests",
                       settings->finer.where);
    /* The tools disagree on whether a group's flags replace problem.yaml's or are added to them. */
    if (!flags_same(&problem->compare, &none) && !flags_same(&problem->compare, &chosen))
        return err_set(err, ERR_INPUT, "%s: " UNSUPPORTED ": they differ from problem.yaml's",
                       where(own, &settings->data));
    problem->compare = chosen;
    return 0;
}
