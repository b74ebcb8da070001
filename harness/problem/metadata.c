/* SPDX-License-Identifier: MIT */
#include "problem/metadata.h"
#include "base/buf.h"
#include "problem/constants.h"
#include "problem/flags.h"
#include "problem/group/group_file.h"
#include "problem/number.h"
#include "problem/place.h"
#include "problem/validation.h"
#include "problem/yaml.h"
#include "winnow/cleanup.h"

#include <string.h>

struct key_rule;

struct metadata_reading {
    struct loading *loading;
    struct problem *problem;
    const char *path;
    struct time_claim *time;
    const struct key_rule *warned; /* the last that gave a warning: one for a list is enough */
    bool pass_fail;                /* `type` says so */
    struct buf flags;              /* the words of all flag keys */
    size_t flags_line;             /* where they begin, 0 when there are none */
};

struct key_rule {
    const char *key;
    int (*take)(struct metadata_reading *, const struct key_rule *, const struct yaml_entry *,
                struct err *);
    bool whole; /* the rule is for the keys below it too */
    bool lists; /* a list may stand here */
    /* For take_quantity: where it goes (the fields are all int64_t), the unit, the most of them. */
    size_t field;
    int64_t unit;
    double most;
};

static int take_nothing(struct metadata_reading *r, const struct key_rule *rule,
                        const struct yaml_entry *entry, struct err *err)
{
    (void)r, (void)rule, (void)entry, (void)err;
    return 0;
}

static int take_unused(struct metadata_reading *r, const struct key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    if (r->warned == rule || strcmp(entry->value, "all") == 0)
        return 0; /* `languages: all` asks for nothing */
    r->warned = rule;
    return parts_warn(r->problem, err, "%s:%zu: %s is not used", r->path, entry->line, rule->key);
}

/* One text, or a map of languages, of which English is wanted, else the first. */
static int take_name(struct metadata_reading *r, const struct key_rule *rule,
                     const struct yaml_entry *entry, struct err *err)
{
    bool english = strcmp(entry->key, "name.en") == 0;
    char *name;

    (void)rule;
    if (r->problem->name && !english)
        return 0;
    if (entry->value[0] == '\0')
        return 0;
    name = strdup(entry->value);
    if (!name)
        return err_set(err, ERR_JUDGE, "out of memory");
    free(r->problem->name);
    r->problem->name = name;
    return 0;
}

/* The words of `type` and of `validation`, and what each asks for. */
static int take_word(struct metadata_reading *r, const char *word, struct err *err)
{
    static const struct {
        const char *word;
        bool custom, multi_pass, interactive, pass_fail, scoring, score, submit_answer;
    } words[] = {
        {.word = "pass-fail", .pass_fail = true},
        {.word = "default"},
        {.word = "custom", .custom = true},
        {.word = "multi-pass", .custom = true, .multi_pass = true},
        {.word = "interactive", .custom = true, .interactive = true},
        {.word = "scoring", .scoring = true},
        {.word = "score", .score = true},
        {.word = "submit-answer", .submit_answer = true},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word) != 0)
            continue;
        if (words[i].custom)
            r->loading->validation = VALIDATION_CUSTOM;
        r->problem->multi_pass |= words[i].multi_pass;
        r->problem->interactive |= words[i].interactive;
        r->pass_fail |= words[i].pass_fail;
        r->loading->scoring |= words[i].scoring;
        if (r->pass_fail && r->loading->scoring)
            return err_set(err, ERR_INPUT, "pass-fail and scoring exclude each other");
        r->loading->custom_score |= words[i].score;
        r->problem->submit_answer |= words[i].submit_answer;
        if (r->problem->submit_answer && (r->problem->interactive || r->problem->multi_pass))
            return err_set(err, ERR_INPUT, "submit-answer excludes interactive and multi-pass");
        return 0;
    }
    return err_set(err, ERR_INPUT, "unknown word '%.60s'", word);
}

static int take_words(struct metadata_reading *r, const struct key_rule *rule,
                      const struct yaml_entry *entry, struct err *err)
{
    static const char blanks[] = " ,\t";
    cleanup_free char *copy = strdup(entry->value);
    char *rest = NULL;

    (void)rule;
    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (char *word = strtok_r(copy, blanks, &rest); word; word = strtok_r(NULL, blanks, &rest))
        if (take_word(r, word, err) < 0)
            return -1;
    return 0;
}

static int take_version(struct metadata_reading *r, const struct key_rule *rule,
                        const struct yaml_entry *entry, struct err *err)
{
    (void)rule, (void)err;
    r->loading->modern = strncmp(entry->value, "2023-07", 7) == 0 ||
                         strncmp(entry->value, "2025-09", 7) == 0 ||
                         strcmp(entry->value, "draft") == 0;
    return 0;
}

/*
 * `constants: {name: value}`. BAPCtools has maps too: `name: {value: 5, word: five}` is what stands for {{name}} and
 * {{name.word}}.
 */
static int take_constant(struct metadata_reading *r, const struct key_rule *rule,
                         const struct yaml_entry *entry, struct err *err)
{
    const char *key = entry->key + strlen(rule->key);
    cleanup_free char *name = NULL;

    if (*key != '.')
        return err_set(err, ERR_INPUT, "expected a map of names and values");
    name = strdup(key + 1);
    if (!name)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (place_has_suffix(name, ".value"))
        *strrchr(name, '.') = '\0';
    return constants_add(r->problem, name, entry->value, err);
}

static int take_passes(struct metadata_reading *r, const struct key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    double passes;

    if (number_positive(entry->value, rule->most, &passes, err) < 0)
        return -1;
    r->problem->validation_passes = (unsigned)passes;
    return 0;
}

static int take_flags(struct metadata_reading *r, const struct key_rule *rule,
                      const struct yaml_entry *entry, struct err *err)
{
    (void)rule;
    if (r->flags_line == 0)
        r->flags_line = entry->line;
    if (buf_adds(&r->flags, entry->value) < 0 || buf_addc(&r->flags, ' ') < 0)
        return err_set(err, ERR_INPUT, "too many flags");
    return 0;
}

static int take_time_limit(struct metadata_reading *r, const struct key_rule *rule,
                           const struct yaml_entry *entry, struct err *err)
{
    if (number_positive(entry->value, rule->most, &r->time->seconds, err) < 0)
        return -1;
    r->time->given = true;
    snprintf(r->time->where, sizeof r->time->where, "problem.yaml:%zu", entry->line);
    return 0;
}

static int take_quantity(struct metadata_reading *r, const struct key_rule *rule,
                         const struct yaml_entry *entry, struct err *err)
{
    int64_t *field = (int64_t *)(void *)((char *)r->problem + rule->field);

    return number_quantity(entry->value, rule->unit, rule->most, field, err);
}

static int take_grading(struct metadata_reading *r, const struct key_rule *rule,
                        const struct yaml_entry *entry, struct err *err)
{
    const char *below = entry->key + strlen(rule->key);

    return group_file_take_default(r->loading, *below ? below + 1 : "", entry->value, err);
}

static int take_factor(struct metadata_reading *r, const struct key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    double *field = (double *)(void *)((char *)r->problem + rule->field);

    if (number_positive(entry->value, rule->most, field, err) < 0)
        return -1;
    return *field >= 1 ? 0 : err_set(err, ERR_INPUT, "'%.60s' is below 1", entry->value);
}

static int take_no_map(struct metadata_reading *r, const struct key_rule *rule,
                       const struct yaml_entry *entry, struct err *err)
{
    (void)r, (void)rule, (void)entry;
    return err_set(err, ERR_INPUT, "expected a map of limits");
}

#define IGNORED(name)                                                                              \
    {                                                                                              \
        .key = (name), .take = take_nothing, .whole = true, .lists = true                          \
    }
#define UNUSED(name)                                                                               \
    {                                                                                              \
        .key = (name), .take = take_unused, .whole = true, .lists = true                           \
    }
#define FLAGS(name)                                                                                \
    {                                                                                              \
        .key = (name), .take = take_flags, .lists = true                                           \
    }
#define QUANTITY(name, member, one, maximum)                                                       \
    {                                                                                              \
        .key = (name), .take = take_quantity, .field = offsetof(struct problem, member),           \
        .unit = (one), .most = (maximum)                                                           \
    }

#define FACTOR(name, member)                                                                       \
    {                                                                                              \
        .key = (name), .take = take_factor, .field = offsetof(struct problem, time_rule.member),   \
        .most = 1000                                                                               \
    }

/* The maxima keep sums of limits far from overflow and catch slips of the unit. */
static const struct key_rule rules[] = {
    {.key = "name", .take = take_name, .whole = true},
    {.key = "problem_format_version", .take = take_version},
    {.key = "type", .take = take_words, .lists = true},
    {.key = "validation", .take = take_words},
    FLAGS("validator_flags"),
    FLAGS("output_validator_flags"),
    FLAGS("output_validator_args"),
    {.key = "limits", .take = take_no_map},
    {.key = "limits.time_limit", .take = take_time_limit, .most = TIME_LIMIT_MOST},
    QUANTITY("limits.memory", memory_limit, MIB, 1048576),
    QUANTITY("limits.output", output_limit, MIB, 65536),
    QUANTITY("limits.code", code_limit, KIB, 65536),
    QUANTITY("limits.compilation_time", compile_time_limit, NSEC_PER_SEC, 3600),
    QUANTITY("limits.compilation_memory", compile_memory_limit, MIB, 1048576),
    QUANTITY("limits.validation_time", validation_time_limit, NSEC_PER_SEC, 3600),
    QUANTITY("limits.validation_memory", validation_memory_limit, MIB, 1048576),
    QUANTITY("limits.validation_output", validation_output_limit, MIB, 65536),
    {.key = "limits.validation_passes", .take = take_passes, .most = 1000},
    /* How a limit that is not stated is derived from the jury's solutions. */
    FACTOR("limits.time_multiplier", ac_to_time_limit),
    FACTOR("limits.time_safety_margin", time_limit_to_tle),
    FACTOR("limits.time_multipliers.ac_to_time_limit", ac_to_time_limit),
    FACTOR("limits.time_multipliers.time_limit_to_tle", time_limit_to_tle),
    QUANTITY("limits.time_resolution", time_rule.resolution, NSEC_PER_SEC, 60),
    IGNORED("uuid"),
    IGNORED("version"),
    IGNORED("author"),
    IGNORED("authors"),
    IGNORED("credits"),
    IGNORED("source"),
    IGNORED("source_url"),
    IGNORED("license"),
    IGNORED("rights_owner"),
    IGNORED("keywords"),
    IGNORED("embargo_until"),
    IGNORED("allow_file_writing"),
    /* BAPCtools' own. */
    IGNORED("verified"),
    IGNORED("limits.generator_time"),
    IGNORED("limits.visualizer_time"),
    UNUSED("languages"),
    {.key = "constants", .take = take_constant, .whole = true},
    {.key = "grading", .take = take_grading, .whole = true},
};

static const struct key_rule *rule_of(const struct yaml_entry *entry)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (yaml_entry_is(entry, rules[i].key, rules[i].whole))
            return &rules[i];
    return NULL;
}

static int take_entry(struct metadata_reading *r, const struct yaml_entry *entry, struct err *err)
{
    const struct key_rule *rule = rule_of(entry);

    if (!rule)
        return parts_warn(r->problem, err, "%s:%zu: unknown key '%.60s' is not used", r->path,
                          entry->line, entry->key);
    if (entry->is_null)
        return 0; /* a key without a value leaves the default */
    if (entry->in_list && !rule->lists)
        return err_set(err, ERR_INPUT, "%s:%zu: %s: expected one value, not a list", r->path,
                       entry->line, entry->key);
    if (rule->take(r, rule, entry, err) < 0)
        return err_wrap(err, "%s:%zu: %s", r->path, entry->line, entry->key);
    return 0;
}

int metadata_load(struct loading *loading, const char *path, struct time_claim *time,
                  struct err *err)
{
    cleanup_with(yaml_release) struct yaml yaml = {0};
    struct metadata_reading r = {.loading = loading,
                                 .problem = loading->problem,
                                 .path = path,
                                 .time = time,
                                 .flags = BUF_INIT(65536)};
    int failed = 0;

    if (yaml_read(&yaml, path, err) < 0)
        return -1;
    for (size_t i = 0; i < yaml.count && !failed; i++)
        failed = take_entry(&r, &yaml.entries[i], err);
    if (!failed)
        failed = validation_load(loading, buf_str(&r.flags), r.flags_line, path, err);
    buf_release(&r.flags);
    return failed;
}
