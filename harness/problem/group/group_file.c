/* SPDX-License-Identifier: MIT */
#include "problem/group/group_file.h"
#include "problem/number.h"
#include "problem/group/settings.h"
#include "problem/group/static_case.h"
#include "problem/yaml.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

struct group_key_rule;

/* One file that is being read. */
struct group_file {
    struct loading *loading;
    const char *path;
    struct test_group *group; /* NULL: it is a case's */
    unsigned depth;
    struct own_words own;
    struct static_claim static_claim;
};

struct group_key_rule {
    const char *key;
    int (*take)(struct group_file *, const struct group_key_rule *, const struct yaml_entry *,
                struct err *);
    /* Of what the key is: legacy scores, 2025-09, its scores. */
    enum { IN_ANY, IN_LEGACY, IN_MODERN, IN_DECLARED } version;
    bool in_list; /* a list may stand here */
    bool whole;   /* the rule is for the keys below it too */
    size_t field; /* where it goes */
};

/* ---- what the graders are told (legacy) */

static int take_on_reject(struct test_group *group, const char *value, struct err *err)
{
    /* The longer words are problem.yaml's. */
    static const struct {
        const char *word;
        bool go_on;
    } words[] = {{"break", false},
                 {"continue", true},
                 {"first_error", false},
                 {"worst_error", true},
                 {"grade", true}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(value, words[i].word) == 0) {
            group->go_on = words[i].go_on;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "'%.60s' is neither break nor continue", value);
}

/* "inf" and its like are allowed here only. */
static int parse_bound(const char *word, double *value, struct err *err)
{
    const char *digits = word + strspn(word, "+-");

    if (strcasecmp(digits, "inf") != 0 && strcasecmp(digits, ".inf") != 0)
        return number_parse(word, value, err);
    *value = *word == '-' ? -INFINITY : INFINITY;
    return 0;
}

static int take_range(struct test_group *group, const char *value, struct err *err)
{
    cleanup_free char *copy = strdup(value);
    char *rest = NULL, *low, *high;

    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    low = strtok_r(copy, " \t,", &rest);
    high = low ? strtok_r(NULL, " \t,", &rest) : NULL;
    if (!high || strtok_r(NULL, " \t,", &rest))
        return err_set(err, ERR_INPUT, "expected two numbers");
    if (parse_bound(low, &group->lowest, err) < 0 || parse_bound(high, &group->max_score, err) < 0)
        return -1;
    return group->lowest <= group->max_score
               ? 0
               : err_set(err, ERR_INPUT, "the first number is above the second");
}

int group_file_take_default(struct loading *loading, const char *key, const char *value,
                            struct err *err)
{
    struct test_group *group = &loading->grading;

    if (strcmp(key, "objective") == 0) {
        loading->problem->minimise = strcmp(value, "min") == 0;
        if (!loading->problem->minimise && strcmp(value, "max") != 0)
            return err_set(err, ERR_INPUT, "'%.60s' is neither min nor max", value);
        return 0;
    }
    if (strcmp(key, "accept_score") == 0)
        return number_parse(value, &group->accept_score, err);
    if (strcmp(key, "reject_score") == 0)
        return number_parse(value, &group->reject_score, err);
    if (strcmp(key, "range") == 0)
        return take_range(group, value, err);
    if (strcmp(key, "on_reject") == 0)
        return take_on_reject(group, value, err);
    if (strcmp(key, "show_test_data_groups") == 0 || strcmp(key, "custom_scoring") == 0)
        return 0; /* how it is shown; validation says `score` as well */
    return parts_warn(loading->problem, err, "problem.yaml: grading.%.60s is not used", key);
}

static int take_rejection(struct group_file *file, const struct group_key_rule *rule,
                          const struct yaml_entry *entry, struct err *err)
{
    (void)rule;
    return take_on_reject(file->group, entry->value, err);
}

static int take_bounds(struct group_file *file, const struct group_key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    (void)rule;
    return take_range(file->group, entry->value, err);
}

static int take_number(struct group_file *file, const struct group_key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    return number_parse(entry->value, (double *)(void *)((char *)file->group + rule->field), err);
}

static int take_grading(struct group_file *file, const struct group_key_rule *rule,
                        const struct yaml_entry *entry, struct err *err)
{
    (void)file, (void)rule;
    if (strcmp(entry->value, "default") == 0)
        return 0;
    return err_set(err, ERR_INPUT,
                   strcmp(entry->value, "custom") == 0
                       ? "custom graders (graders/) are not supported: only the default grader is"
                       : "it is neither default nor custom");
}

/* Of several modes the last holds. The default grader passes over words that it does not know. */
static int take_grader_flag(struct group_file *file, const char *word, size_t line, struct err *err)
{
    static const struct {
        const char *word;
        enum { SETS_VERDICT, SETS_SCORE } sets;
        int rule;
    } modes[] = {
        {"worst_error", SETS_VERDICT, VERDICT_WORST},
        {"no_errors", SETS_VERDICT, VERDICT_WORST},
        {"first_error", SETS_VERDICT, VERDICT_FIRST},
        {"sum", SETS_SCORE, SCORE_SUM},
        {"always_accept", SETS_VERDICT, VERDICT_ACCEPT},
        {"avg", SETS_SCORE, SCORE_AVERAGE},
        {"min", SETS_SCORE, SCORE_MIN},
        {"max", SETS_SCORE, SCORE_MAX},
    };

    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(word, modes[i].word) != 0)
            continue;
        if (modes[i].sets == SETS_VERDICT)
            file->group->verdict_rule = (enum verdict_rule)modes[i].rule;
        else
            file->group->score_rule = (enum score_rule)modes[i].rule;
        return 0;
    }
    if (strcmp(word, "accept_if_any_accepted") == 0)
        file->group->any_accepted = true;
    else if (strcmp(word, "ignore_sample") == 0 && file->depth == 0)
        file->group->last_counts = true;
    else
        return parts_warn(file->loading->problem, err, "%s:%zu: grader flag '%.60s' is not used",
                          file->path, line, word);
    return 0;
}

/* The flags of a file replace those of the directory above. */
static int take_grader_flags(struct group_file *file, const struct group_key_rule *rule,
                             const struct yaml_entry *entry, struct err *err)
{
    cleanup_free char *copy = strdup(entry->value);
    char *rest = NULL;

    (void)rule;
    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    file->group->verdict_rule = VERDICT_WORST;
    file->group->score_rule = SCORE_SUM;
    file->group->any_accepted = file->group->last_counts = false;
    for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (take_grader_flag(file, word, entry->line, err) < 0)
            return -1;
    return 0;
}

/* ---- what 2025-09 declares */

static int take_max_score(struct group_file *file, const struct group_key_rule *rule,
                          const struct yaml_entry *entry, struct err *err)
{
    double *most = &file->group->max_score;

    (void)rule;
    if (strcmp(entry->value, "unbounded") == 0) {
        *most = INFINITY;
        return 0;
    }
    if (number_parse(entry->value, most, err) < 0)
        return -1;
    return *most >= 0 && *most <= 1e15 && floor(*most) >= *most
               ? 0
               : err_set(err, ERR_INPUT, "expected an integer that is not below 0, or 'unbounded'");
}

static int take_aggregation(struct group_file *file, const struct group_key_rule *rule,
                            const struct yaml_entry *entry, struct err *err)
{
    static const char *const words[] = {
        [SCORE_SUM] = "sum", [SCORE_MIN] = "min", [SCORE_PASS_FAIL] = "pass-fail"};

    (void)rule;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i] && strcmp(words[i], entry->value) == 0) {
            file->group->score_rule = (enum score_rule)i;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "'%.60s' is not pass-fail, sum or min", entry->value);
}

static int take_requirement(struct group_file *file, const struct group_key_rule *rule,
                            const struct yaml_entry *entry, struct err *err)
{
    const struct problem *problem = file->loading->problem;
    struct test_group *group = file->group;
    size_t own = (size_t)(group - problem->groups);

    (void)rule;
    if (entry->is_null)
        return 0;
    if (group->required_count == REQUIRED_MAX)
        return err_set(err, ERR_INPUT, "more than %d groups", REQUIRED_MAX);
    for (size_t i = 1; i < own; i++) {
        const char *name = problem->groups[i].name, *slash = strrchr(name, '/');

        if (i != group->parent &&
            (strcmp(name, entry->value) == 0 || (slash && strcmp(slash + 1, entry->value) == 0))) {
            group->required[group->required_count++] = i;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "there is no earlier group '%.60s'", entry->value);
}

/* ---- for all versions */

static int take_nothing(struct group_file *file, const struct group_key_rule *rule,
                        const struct yaml_entry *entry, struct err *err)
{
    (void)file, (void)rule, (void)entry, (void)err;
    return 0;
}

/* Where it stands in vain, a verdict would come out without what it asks for. */
static int take_static(struct group_file *file, const struct group_key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    (void)rule;
    if (!file->loading->modern)
        return err_set(err, ERR_INPUT,
                       "there is no static validation in this version of the format "
                       "(problem_format_version)");
    if (!file->group || file->depth < 1 || file->depth > 2)
        return err_set(err, ERR_INPUT,
                       "only data/sample, data/secret and the groups in it have a static "
                       "validation case");
    return static_claim_take(&file->static_claim, entry->value, entry->line, err);
}

/* A list has its words as they are; a text is split. The key may be a map of validators, too. */
static int take_arguments(struct group_file *file, const struct group_key_rule *rule,
                          const struct yaml_entry *entry, struct err *err)
{
    struct words *words = (struct words *)(void *)((char *)&file->own + rule->field);
    const char *below = entry->key + strlen(rule->key);

    if (*below && rule->field == offsetof(struct own_words, input_validator_args))
        return parts_warn(file->loading->problem, err, "%s:%zu: %.60s is not passed on", file->path,
                          entry->line, entry->key);
    if (strcmp(below, ".name") == 0 && file->loading->problem->output_validator_count <= 1)
        return 0;
    if (*below && strcmp(below, ".flags") != 0)
        return err_set(err, ERR_INPUT, "flags for one of several output validators");
    if (entry->in_list && entry->is_null)
        return words_split(words, "", entry->line, err);
    return entry->in_list ? words_add(words, entry->value, entry->line, err)
                          : words_split(words, entry->value, entry->line, err);
}

#define OTHERS(name)                                                                               \
    {                                                                                              \
        .key = (name), .take = take_nothing, .in_list = true, .whole = true                        \
    }
#define ARGUMENTS(name, member)                                                                    \
    {                                                                                              \
        .key = (name), .take = take_arguments, .in_list = true, .whole = true,                     \
        .field = offsetof(struct own_words, member)                                                \
    }
#define POINTS(name)                                                                               \
    {                                                                                              \
        .key = #name, .take = take_number, .version = IN_LEGACY,                                   \
        .field = offsetof(struct test_group, name)                                                 \
    }

static const struct group_key_rule rules[] = {
    {.key = "on_reject", .take = take_rejection, .version = IN_LEGACY},
    {.key = "grading", .take = take_grading, .version = IN_LEGACY},
    {.key = "grader_flags", .take = take_grader_flags, .version = IN_LEGACY},
    POINTS(accept_score),
    POINTS(reject_score),
    {.key = "range", .take = take_bounds, .version = IN_LEGACY},
    {.key = "max_score", .take = take_max_score, .version = IN_DECLARED},
    {.key = "score_aggregation", .take = take_aggregation, .version = IN_DECLARED},
    {.key = "require_pass", .take = take_requirement, .version = IN_DECLARED, .in_list = true},
    {.key = "static_validation_score", .take = take_static},
    {.key = "static_validator_args",
     .take = take_arguments,
     .version = IN_MODERN,
     .in_list = true,
     .whole = true,
     .field = offsetof(struct own_words, static_args)},
    ARGUMENTS("args", args),
    ARGUMENTS("input_validator_flags", input_validator_args),
    ARGUMENTS("input_validator_args", input_validator_args),
    ARGUMENTS("output_validator_flags", validator_args),
    ARGUMENTS("output_validator_args", validator_args),
    OTHERS("input_visualizer_args"),
    OTHERS("output_visualizer_args"),
    OTHERS("full_feedback"),
    OTHERS("hint"),
    OTHERS("description"),
};

static const struct group_key_rule *rule_of(const struct yaml_entry *entry)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (yaml_entry_is(entry, rules[i].key, rules[i].whole))
            return &rules[i];
    return NULL;
}

/* Whether the rule's key means something in this file. */
static bool is_used(const struct group_file *file, const struct group_key_rule *rule)
{
    if (!rule)
        return false;
    if (rule->version == IN_ANY)
        return true;
    if (rule->version == IN_MODERN)
        return file->loading->modern;
    if (!file->group)
        return false;
    return rule->version == IN_LEGACY ? !file->loading->modern
                                      : file->loading->problem->scoring == SCORING_DECLARED &&
                                            strncmp(file->group->name, "secret", 6) == 0;
}

static int take_entry(struct group_file *file, const struct yaml_entry *entry, struct err *err)
{
    const struct group_key_rule *rule = rule_of(entry);

    if (entry->is_null && !entry->in_list)
        return 0;
    if (!is_used(file, rule)) {
        if (file->loading->problem->scoring == SCORING_NONE)
            return parts_warn(file->loading->problem, err, "%s:%zu: %.60s is not used", file->path,
                              entry->line, entry->key);
        return err_set(err, ERR_INPUT, "%s:%zu: %.60s has no meaning here", file->path, entry->line,
                       entry->key);
    }
    if (entry->in_list && !rule->in_list)
        return err_set(err, ERR_INPUT, "%s:%zu: %s: expected one value, not a list", file->path,
                       entry->line, entry->key);
    if (rule->take(file, rule, entry, err) < 0)
        return err_wrap(err, "%s:%zu: %s", file->path, entry->line, entry->key);
    return 0;
}

static int read_entries(struct group_file *file, struct case_settings *above,
                        struct case_settings **settings, struct err *err)
{
    cleanup_with(yaml_release) struct yaml yaml = {0};

    if (yaml_read(&yaml, file->path, err) < 0)
        return -1;
    for (size_t i = 0; i < yaml.count; i++)
        if (take_entry(file, &yaml.entries[i], err) < 0)
            return -1;
    return settings_below(file->loading, above, &file->own, file->path, settings, err);
}

/* *of_static is changed if the file claims a static validation case. */
static int read_file(struct group_file *file, struct case_settings *above,
                     struct case_settings **settings, struct case_settings **of_static,
                     struct err *err)
{
    int rc;

    own_words_init(&file->own);
    rc = read_entries(file, above, settings, err);
    if (rc == 0)
        rc = static_claim_settle(&file->static_claim, file->loading, file->group, *settings,
                                 &file->own.static_args, file->path, of_static, err);
    own_words_release(&file->own);
    return rc;
}

int group_file_read(struct loading *loading, const char *path, struct group_place *place,
                    struct err *err)
{
    struct group_file file = {.loading = loading,
                              .path = path,
                              .group = &loading->problem->groups[place->group],
                              .depth = place->depth};

    if (loading->problem->scoring == SCORING_DECLARED && place->depth > 2)
        return err_set(err, ERR_INPUT, "%s: a group has no groups in it", path);
    return read_file(&file, place->settings, &place->settings, &place->static_settings, err);
}

int group_file_read_case(struct loading *loading, const char *path, const struct group_place *place,
                         struct case_settings **settings, struct err *err)
{
    struct group_file file = {.loading = loading, .path = path, .depth = place->depth + 1};
    struct case_settings *none = NULL; /* a case has no case of its own: take_static refuses it */

    return read_file(&file, place->settings, settings, &none, err);
}
