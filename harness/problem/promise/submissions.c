/* SPDX-License-Identifier: MIT */
#include "problem/promise/submissions.h"
#include "base/file.h"
#include "problem/promise/glob.h"
#include "problem/promise/labels.h"
#include "problem/number.h"
#include "problem/place.h"
#include "problem/yaml.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>

enum { TAG_WITHIN = 8192, RULES_MAX = 1000 };

enum time_use { TIME_BY_SETS, TIME_NOT, TIME_LOWER, TIME_UPPER };

/* One glob of submissions.yaml, alone or with a glob of cases. All text is borrowed from the keys. */
struct rule {
    const char *submissions, *cases; /* cases: NULL for all */
    size_t line;
    bool has_permitted, has_required, has_score, promises;
    double score_least, score_most;
    unsigned permitted, required;
    const char *message, *language, *entrypoint;
    enum time_use use;
    bool is_used;
};

struct rules {
    const char *path; /* of submissions.yaml */
    struct yaml yaml; /* its keys are cut into their parts */
    struct rule list[RULES_MAX];
    size_t count;
};

static void rules_free(struct rules **rules)
{
    if (*rules)
        yaml_release(&(*rules)->yaml);
    free(*rules);
}

/* Cuts the key at the first '.' that is not escaped, and takes the escapes out. The rest, or NULL. */
static char *cut_key(char *key)
{
    char *to = key;

    for (char *at = key; *at; at++) {
        if (*at == '.') {
            *to = '\0';
            return at + 1;
        }
        at += at[0] == '\\' && at[1] == '.';
        *to++ = *at;
    }
    *to = '\0';
    return NULL;
}

static struct rule *find_rule(struct rules *rules, const char *submissions, const char *cases,
                              size_t line)
{
    for (size_t i = 0; i < rules->count; i++) {
        struct rule *rule = &rules->list[i];

        if (strcmp(rule->submissions, submissions) == 0 &&
            (cases ? rule->cases && strcmp(rule->cases, cases) == 0 : !rule->cases))
            return rule;
    }
    if (rules->count == RULES_MAX)
        return NULL;
    rules->list[rules->count] =
        (struct rule){.submissions = submissions, .cases = cases, .line = line};
    return &rules->list[rules->count++];
}

/* The first verdict of a list replaces "everything", the others are added. */
static int add_verdict(const char *name, bool *given, unsigned *set, struct err *err)
{
    unsigned one = label_verdicts(name);

    if (one == 0)
        return err_set(err, ERR_INPUT, "unknown verdict '%.60s' (AC, WA, TLE or RTE)", name);
    *set = *given ? *set | one : one;
    *given = true;
    return 0;
}

static int take_time_use(struct rule *rule, const char *value, struct err *err)
{
    static const struct {
        const char *word;
        enum time_use use;
    } words[] = {
        {"true", TIME_BY_SETS}, {"false", TIME_NOT}, {"lower", TIME_LOWER}, {"upper", TIME_UPPER}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, value) == 0) {
            rule->use = words[i].use;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "expected true, false, lower or upper, not '%.60s'", value);
}

/* A number, or the two ends of a range. */
static int take_score(struct rule *rule, const char *value, struct err *err)
{
    double *to = rule->has_score ? &rule->score_most : &rule->score_least;

    if (number_parse(value, to, err) < 0)
        return -1;
    if (!rule->has_score)
        rule->score_most = rule->score_least;
    rule->has_score = true;
    return 0;
}

enum known { KNOWN, UNKNOWN };

/* A key that may stand for all cases or for some. -1: its value is not understood. */
static int take_promise(struct rule *rule, const char *key, const struct yaml_entry *entry,
                        enum known *known, struct err *err)
{
    *known = KNOWN;
    rule->promises = true;
    if (strcmp(key, "score") == 0)
        return take_score(rule, entry->value, err);
    if (strcmp(key, "permitted") == 0)
        return add_verdict(entry->value, &rule->has_permitted, &rule->permitted, err);
    if (strcmp(key, "required") == 0)
        return add_verdict(entry->value, &rule->has_required, &rule->required, err);
    if (strcmp(key, "use_for_time_limit") == 0)
        return take_time_use(rule, entry->value, err);
    if (strcmp(key, "message") == 0)
        rule->message = entry->value;
    else
        *known = UNKNOWN;
    return 0;
}

/* A key that only makes sense for all cases. */
static bool take_trait(struct rule *rule, const char *key, const struct yaml_entry *entry)
{
    if (strcmp(key, "language") == 0)
        rule->language = entry->value;
    else if (strcmp(key, "entrypoint") == 0)
        rule->entrypoint = entry->value;
    else
        return strcmp(key, "authors") == 0 || strcmp(key, "model_solution") == 0;
    return true;
}

static int take_key(struct loading *loading, struct rules *rules, struct yaml_entry *entry,
                    struct err *err)
{
    char *first = cut_key(entry->key), *second = first ? cut_key(first) : NULL;
    bool for_cases = second && strcmp(first, "authors") != 0;
    const char *key = for_cases ? second : first;
    enum known known = KNOWN;
    struct rule *rule;

    if (!first || entry->is_null)
        return 0;
    rule = find_rule(rules, entry->key, for_cases ? first : NULL, entry->line);
    if (!rule)
        return err_set(err, ERR_INPUT, "more than %d globs", RULES_MAX);
    if (!for_cases && take_trait(rule, key, entry))
        return 0;
    if (take_promise(rule, key, entry, &known, err) < 0)
        return err_wrap(err, "%s", key);
    return known == KNOWN
               ? 0
               : parts_warn(loading->problem, err, "%s:%zu: unknown key '%.60s' is not used",
                            rules->path, entry->line, key);
}

static int read_rules(struct loading *loading, struct rules *rules, struct err *err)
{
    if (yaml_read(&rules->yaml, rules->path, err) < 0)
        return -1;
    for (size_t i = 0; i < rules->yaml.count; i++) {
        struct yaml_entry *entry = &rules->yaml.entries[i];

        if (take_key(loading, rules, entry, err) < 0)
            return err_wrap(err, "%s:%zu", rules->path, entry->line);
    }
    return 0;
}

static int out_of_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

/* Copies the promise: its texts are borrowed until then. */
static int add_expectation(struct package_program *s, const struct expectation *promise,
                           struct err *err)
{
    size_t n = s->expectation_count;
    struct expectation *list = reallocarray(s->expectations, n + 1, sizeof *list);

    if (!list)
        return out_of_memory(err);
    s->expectations = list;
    list[n] = *promise;
    list[n].source = strdup(promise->source);
    list[n].cases = promise->cases ? strdup(promise->cases) : NULL;
    list[n].message = promise->message ? strdup(promise->message) : NULL;
    s->expectation_count++;
    return list[n].source && (list[n].cases || !promise->cases) &&
                   (list[n].message || !promise->message)
               ? 0
               : out_of_memory(err);
}

/* `use_for_time_limit: lower` and `upper` are promises too ("Timelimit inference"). */
static void settle_bounds(struct expectation *e, enum time_use use)
{
    if (use == TIME_LOWER)
        e->permitted &= ~VERDICT_BIT(TLE);
    if (use == TIME_UPPER)
        e->required = VERDICT_BIT(TLE);
    e->is_lower = use != TIME_NOT && !(e->permitted & VERDICT_BIT(TLE));
    e->is_upper = use != TIME_NOT && e->required == VERDICT_BIT(TLE);
}

static void apply_rule(struct expectation *e, const struct rule *rule)
{
    if (rule->has_permitted)
        e->permitted = rule->permitted;
    if (rule->has_required)
        e->required = rule->required;
    e->message = (char *)(uintptr_t)rule->message;
    e->has_score = rule->has_score;
    e->score_least = rule->score_least;
    e->score_most = rule->score_most;
    settle_bounds(e, rule->use);
}

/* The directory's own promise; a rule for just that name changes it (2025-09, "Default directories"). */
static int add_directory(struct loading *loading, struct rules *rules, struct package_program *s,
                         struct err *err)
{
    struct expectation promise;
    bool promised = label_promise(s->label, loading->modern, &promise);

    promise.source = s->label;
    for (size_t i = 0; rules && promised && i < rules->count; i++) {
        struct rule *rule = &rules->list[i];

        if (rule->promises && !rule->cases && strcmp(rule->submissions, s->label) == 0)
            apply_rule(&promise, rule);
    }
    return promised ? add_expectation(s, &promise, err) : 0;
}

static int set_text(char **to, const char *text, struct err *err)
{
    char *copy = text ? strdup(text) : NULL;

    if (!text)
        return 0;
    if (!copy)
        return out_of_memory(err);
    free(*to);
    *to = copy;
    return 0;
}

static int add_rule(struct rules *rules, struct rule *rule, struct package_program *s,
                    struct err *err)
{
    struct expectation promise = {
        .permitted = VERDICTS_ALL, .cases = (char *)(uintptr_t)rule->cases, .is_explicit = true};
    cleanup_free char *source = NULL;
    bool changed_directory = !rule->cases && strcmp(rule->submissions, s->label) == 0 &&
                             s->expectation_count > 0 &&
                             strcmp(s->expectations[0].source, s->label) == 0;

    rule->is_used = true;
    if (set_text(&s->language, rule->language, err) < 0 ||
        set_text(&s->entrypoint, rule->entrypoint, err) < 0)
        return -1;
    if (!rule->promises || changed_directory)
        return 0;
    if (parts_format(&source, err, "%s:%zu", strrchr(rules->path, '/') + 1, rule->line) < 0)
        return -1;
    promise.source = source;
    apply_rule(&promise, rule);
    return add_expectation(s, &promise, err);
}

/* The tag among the first bytes of one file, or 0. */
static unsigned tag_in_file(const char *path)
{
    char text[TAG_WITHIN + 1];
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : pread(fd, text, TAG_WITHIN, 0);

    if (n <= 0)
        return 0;
    text[n] = '\0';
    return label_tag(text);
}

static unsigned tag_in_directory(const char *dir)
{
    char **names;
    size_t count;
    unsigned set = 0;

    if (file_list(dir, &names, &count, NULL) < 0)
        return 0;
    for (size_t i = 0; i < count && set == 0; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        set = path ? tag_in_file(path) : 0;
    }
    file_list_free(names, count);
    return set;
}

/* A tag says more than a directory such as mixed/ or rejected/, so it stands in its place. */
static bool has_tag(const struct package_program *s, struct expectation *promise)
{
    unsigned set = 0;

    if (!label_is_standard(s->label))
        set = file_is_directory(s->path) ? tag_in_directory(s->path) : tag_in_file(s->path);
    *promise = (struct expectation){.source = (char *)"@EXPECTED_RESULTS@",
                                    .permitted = set | VERDICT_BIT(AC),
                                    .required = set & VERDICT_BIT(AC) ? 0 : set};
    if (set == VERDICT_BIT(CE))
        promise->permitted = set;
    return set != 0;
}

static int settle_one(struct loading *loading, struct rules *rules, struct package_program *s,
                      struct err *err)
{
    struct expectation tagged;

    if (has_tag(s, &tagged) ? add_expectation(s, &tagged, err) < 0
                            : add_directory(loading, rules, s, err) < 0)
        return -1;
    for (size_t i = 0; rules && i < rules->count; i++) {
        struct rule *rule = &rules->list[i];

        if (glob_match(rule->submissions, s->name) && add_rule(rules, rule, s, err) < 0)
            return -1;
    }
    return 0;
}

/* NULL where there is no submissions.yaml. */
static int load_rules(struct loading *loading, const char *path, struct rules **out,
                      struct err *err)
{
    cleanup_with(rules_free) struct rules *rules = NULL;
    enum place place;

    if (place_look(loading->root, path, &place, err) < 0)
        return -1;
    if (place != PLACE_FILE)
        return 0;
    rules = calloc(1, sizeof *rules);
    if (!rules)
        return out_of_memory(err);
    rules->path = path;
    if (read_rules(loading, rules, err) < 0)
        return -1;
    *out = steal_ptr(&rules);
    return 0;
}

int submissions_settle(struct loading *loading, const char *dir, struct program_list *list,
                       struct err *err)
{
    cleanup_with(rules_free) struct rules *rules = NULL;
    cleanup_free char *path = NULL;

    if (parts_path(&path, dir, "submissions.yaml", err) < 0 ||
        load_rules(loading, path, &rules, err) < 0)
        return -1;
    for (size_t i = 0; i < list->count; i++)
        if (settle_one(loading, rules, &list->items[i], err) < 0)
            return -1;
    for (size_t i = 0; rules && i < rules->count; i++) {
        const struct rule *rule = &rules->list[i];

        if (!rule->is_used &&
            parts_warn(loading->problem, err, "%s:%zu: '%.100s' matches no submission", path,
                       rule->line, rule->submissions) < 0)
            return -1;
    }
    return 0;
}
