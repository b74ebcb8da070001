/* SPDX-License-Identifier: MIT */
#include "record/run_key.h"
#include "base/file.h"
#include "lang/language_fields.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* ---- traits in words */

static int put_words(char **out, struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int put_words(char **out, struct err *err, const char *fmt, ...)
{
    va_list args;
    int length;

    va_start(args, fmt);
    length = vasprintf(out, fmt, args);
    va_end(args);
    if (length >= 0)
        return 0;
    *out = NULL;
    return err_set(err, ERR_JUDGE, "out of memory");
}

static int describe_winnow(const struct record *record, char **out, struct err *err)
{
    (void)record;
    return put_words(out, err, "%s", WINNOW_VERSION);
}

static double seconds(nsec_t t)
{
    return (double)t / (double)NSEC_PER_SEC;
}

static int describe_limits(const struct record *record, char **out, struct err *err)
{
    const struct problem *p = record->problem;

    return put_words(out, err,
                     "%.15g s, memory %" PRId64 ", output %" PRId64 ", code %" PRId64
                     ", compile %.15g s %" PRId64 ", validation %.15g s %" PRId64,
                     seconds(p->time_limit), p->memory_limit, p->output_limit, p->code_limit,
                     seconds(p->compile_time_limit), p->compile_memory_limit,
                     seconds(p->validation_time_limit), p->validation_memory_limit);
}

static int describe_comparison(const struct record *record, char **out, struct err *err)
{
    const struct compare_flags *c = &record->problem->compare;
    char floats[80] = "";

    if (c->float_mode)
        snprintf(floats, sizeof floats, ", float %.17g %.17g", c->float_absolute,
                 c->float_relative);
    return put_words(out, err, "case %d, space %d%s%s%s", c->case_sensitive,
                     c->space_change_sensitive, floats,
                     record->problem->checker ? ", checker " : "",
                     record->problem->checker ? record->problem->checker : "");
}

static int describe_seed(const struct record *record, char **out, struct err *err)
{
    return put_words(out, err, "%" PRIu64, record->settings->seed);
}

static int describe_inputs(const struct record *record, char **out, struct err *err)
{
    if (record->settings->inputs_dir)
        return put_words(out, err, "files");
    if (record->settings->input_budget == INPUT_BUDGET_DEFAULT)
        return put_words(out, err, "%u", record->settings->inputs);
    return put_words(out, err, "%u, budget %" PRIu64, record->settings->inputs,
                     record->settings->input_budget);
}

static int describe_isolation(const struct record *record, char **out, struct err *err)
{
    const struct sandbox_facts *facts = &record->facts;

    return put_words(out, err, "%s, cgroup %d%s%s", isolation_name(facts->level),
                     facts->cgroup_version, facts->limits_note[0] ? ", " : "", facts->limits_note);
}

/* ---- traits as hashes */

static int hash_file(struct hash_state *hash, const char *path, struct err *err)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char bytes[65536];
    uint64_t total = 0;
    ssize_t n;

    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EISDIR)
            break; /* a directory in the directory of --inputs is no input */
        if (n < 0)
            return err_sys(err, ERR_INPUT, "%s", path);
        hash_update(hash, bytes, (size_t)n);
        total += (uint64_t)n;
    }
    hash_update(hash, &total, sizeof total);
    return 0;
}

/* The same for test data in a file and in memory. */
static int hash_data(struct hash_state *hash, const struct test_data *data, struct err *err)
{
    uint64_t total = data->length;

    if (data->path)
        return hash_file(hash, data->path, err);
    hash_update(hash, data->bytes, data->length);
    hash_update(hash, &total, sizeof total);
    return 0;
}

static void hash_args(struct hash_state *hash, char *const *args)
{
    for (; args && *args; args++)
        hash_text(hash, *args);
    hash_text(hash, NULL);
}

static void hash_settings(struct hash_state *hash, const struct case_settings *settings)
{
    const struct compare_flags *flags = &settings->compare;

    hash_update(hash, &flags->case_sensitive, sizeof flags->case_sensitive);
    hash_update(hash, &flags->space_change_sensitive, sizeof flags->space_change_sensitive);
    hash_update(hash, &flags->float_absolute, sizeof flags->float_absolute);
    hash_update(hash, &flags->float_relative, sizeof flags->float_relative);
    hash_args(hash, settings->args);
    hash_args(hash, settings->validator_args);
}

static int hash_tests(struct hash_state *hash, const struct test_case *tests, size_t count,
                      struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        hash_text(hash, tests[i].name);
        hash_update(hash, &tests[i].is_static, sizeof tests[i].is_static);
        if (hash_data(hash, &tests[i].input, err) < 0 || hash_data(hash, &tests[i].answer, err) < 0)
            return -1;
        if (tests[i].settings)
            hash_settings(hash, tests[i].settings);
    }
    return 0;
}

static void hash_group(struct hash_state *hash, const struct test_group *group)
{
    const bool rules[] = {group->go_on, group->last_counts, group->any_accepted};
    const unsigned modes[] = {group->verdict_rule, group->score_rule};
    const double scores[] = {group->accept_score, group->reject_score, group->case_max_score,
                             group->max_score, group->static_score};

    hash_text(hash, group->name);
    hash_update(hash, rules, sizeof rules);
    hash_update(hash, modes, sizeof modes);
    hash_update(hash, scores, sizeof scores);
    hash_update(hash, group->required, group->required_count * sizeof *group->required);
}

static int hash_examples(const struct record *record, struct hash_state *hash, struct err *err)
{
    return hash_tests(hash, record->problem->samples, record->problem->sample_count, err);
}

/* Only the hash of the secret tests is used here; they are read as tests by stage/evaluate.c. */
static int hash_secrets(const struct record *record, struct hash_state *hash, struct err *err)
{
    for (size_t i = 0; i < record->problem->group_count; i++)
        hash_group(hash, &record->problem->groups[i]);
    return hash_tests(hash, record->problem->secrets, record->problem->secret_count, err);
}

static int hash_directory(struct hash_state *hash, const char *dir, struct err *err)
{
    char **names;
    size_t count;
    int rc = 0;

    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < count; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        hash_text(hash, names[i]);
        rc = path ? hash_file(hash, path, err) : err_set(err, ERR_JUDGE, "out of memory");
    }
    file_list_free(names, count);
    return rc;
}

static int hash_program(struct hash_state *hash, const char *path, struct err *err)
{
    return file_is_directory(path) ? hash_directory(hash, path, err) : hash_file(hash, path, err);
}

static int hash_program_list(struct hash_state *hash, const struct package_program *list,
                             size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        hash_text(hash, list[i].name);
        if (hash_program(hash, list[i].path, err) < 0)
            return -1;
    }
    hash_text(hash, NULL);
    return 0;
}

/* All files below a path. Links to directories are not followed: a package could make circles of them. */
static int hash_tree(struct hash_state *hash, const char *path, struct err *err)
{
    struct stat st;
    char **names;
    size_t count;
    int rc = 0;

    if (lstat(path, &st) < 0 || (S_ISLNK(st.st_mode) && file_is_directory(path)))
        return 0;
    if (!S_ISDIR(st.st_mode))
        return hash_file(hash, path, err);
    if (file_list(path, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; rc == 0 && i < count; i++) {
        cleanup_free char *below = file_join(path, names[i]);

        hash_text(hash, names[i]);
        rc = below ? hash_tree(hash, below, err) : err_set(err, ERR_JUDGE, "out of memory");
    }
    hash_text(hash, NULL);
    file_list_free(names, count);
    return rc;
}

/* include/: its files are a part of every program. */
static int hash_included(struct hash_state *hash, const struct problem *p, struct err *err)
{
    cleanup_free char *dir = file_join(p->dir, "include");

    if (!dir)
        return err_set(err, ERR_JUDGE, "out of memory");
    return p->is_package ? hash_tree(hash, dir, err) : 0;
}

static int hash_programs(const struct record *record, struct hash_state *hash, struct err *err)
{
    const struct problem *p = record->problem;

    if (hash_program_list(hash, p->generators, p->generator_count, err) < 0)
        return -1;
    hash_args(hash, p->validator_args);
    hash_text(hash, p->interactive ? "interactive" : p->multi_pass ? "multi-pass" : NULL);
    if (hash_program_list(hash, p->output_validators, p->output_validator_count, err) < 0 ||
        hash_program_list(hash, p->static_validator, p->static_validator != NULL, err) < 0 ||
        hash_included(hash, p, err) < 0)
        return -1;
    return hash_program_list(hash, p->input_validators, p->input_validator_count, err);
}

static int hash_input_files(const struct record *record, struct hash_state *hash, struct err *err)
{
    const char *dir = record->settings->inputs_dir;

    struct stat st;

    if (!dir)
        return 0;
    return stat(dir, &st) == 0 && !S_ISDIR(st.st_mode) ? hash_file(hash, dir, err)
                                                       : hash_directory(hash, dir, err);
}

/* A file by what is in it. */
static int hash_constraints(const struct record *record, struct hash_state *hash, struct err *err)
{
    const char *constraints = record->settings->constraints;
    struct stat st;

    if (constraints && stat(constraints, &st) == 0 && S_ISREG(st.st_mode))
        return hash_file(hash, constraints, err);
    hash_text(hash, constraints);
    return 0;
}

/* A package manager gives a new compiler a new size or date, if not a new name. */
static void hash_tool(struct hash_state *hash, const char *path)
{
    cleanup_free char *real = realpath(path, NULL);
    struct stat st = {0};
    int64_t words[2];

    hash_text(hash, real);
    if (real && stat(real, &st) < 0)
        memset(&st, 0, sizeof st);
    words[0] = st.st_size;
    words[1] = st.st_mtim.tv_sec;
    hash_update(hash, words, sizeof words);
}

static int hash_toolchain(const struct record *record, struct hash_state *hash, struct err *err)
{
    const struct language *language;
    struct hash128 row;

    (void)record;
    for (size_t i = 0; (language = language_at(i)); i++) {
        if (language_hash(language, &row, err) < 0)
            return -1;
        hash_update(hash, &row, sizeof row);
        if (language->compile)
            hash_tool(hash, language->compile[0]);
        hash_tool(hash, language->run[0]);
    }
    return 0;
}

/* ---- the key */

/*
 * In the order in which a difference is reported: of another problem, that it has other examples.
 * A trait has one of the two functions: its value is what `describe` writes, or the digest of what
 * `hash` feeds.
 */
static const struct {
    const char *name;  /* in the journal */
    const char *words; /* in messages */
    int (*describe)(const struct record *record, char **out, struct err *err);
    int (*hash)(const struct record *record, struct hash_state *hash, struct err *err);
} traits[RUN_KEY_TRAITS] = {
    {"winnow", "the version of winnow", .describe = describe_winnow},
    {"examples", "the problem's examples", .hash = hash_examples},
    {"limits", "the problem's limits", .describe = describe_limits},
    {"comparison", "the comparison of outputs", .describe = describe_comparison},
    {"secrets", "the problem's secret tests", .hash = hash_secrets},
    {"programs", "the problem's generators, validators or included files", .hash = hash_programs},
    {"seed", "--seed", .describe = describe_seed},
    {"inputs", "--inputs", .describe = describe_inputs},
    {"input_files", "the files of --inputs", .hash = hash_input_files},
    {"constraints", "--constraints", .hash = hash_constraints},
    {"isolation", "the isolation", .describe = describe_isolation},
    {"toolchain", "the compilers, interpreters or languages.json", .hash = hash_toolchain},
};

static int make_value(char **out, size_t trait, const struct record *record,
                      struct hash_state *hash, struct err *err)
{
    char hex[33];

    if (traits[trait].describe)
        return traits[trait].describe(record, out, err);
    hash_reset(hash);
    if (traits[trait].hash(record, hash, err) < 0)
        return -1;
    hash_hex(hash_digest(hash), hex);
    return put_words(out, err, "%s", hex);
}

int run_key_make(struct run_key *key, const struct record *record, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();

    memset(key, 0, sizeof *key);
    if (!hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++)
        if (make_value(&key->values[i], i, record, hash, err) < 0)
            return -1;
    return 0;
}

void run_key_release(struct run_key *key)
{
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++)
        free(key->values[i]);
    memset(key, 0, sizeof *key);
}

const char *run_key_trait(size_t trait)
{
    return traits[trait].name;
}

int run_key_check(const struct run_key *now, const struct run_key *then, struct err *err)
{
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++) {
        const char *value = then->values[i];

        if (value && strcmp(value, now->values[i]) == 0)
            continue;
        if (value && traits[i].describe)
            return err_set(err, ERR_INPUT, "it is of another run: %s: '%.200s' then, '%.200s' now",
                           traits[i].words, value, now->values[i]);
        return err_set(err, ERR_INPUT, "it is of another run: %s are not the same now",
                       traits[i].words);
    }
    return 0;
}
