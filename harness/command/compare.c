/* SPDX-License-Identifier: MIT */
/*
 * The rules of selection side by side, on finished runs of `winnow run`. Each run is asked again (words.h): its journal
 * knows all that was judged, so what is new are the runs that only a vote needs, and the secret tests of the survivors
 * that were not submitted.
 */
#include "base/screen/columns.h"
#include "base/file.h"
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "command/words.h"
#include "eval/result/estimate.h"
#include "select/trial.h"
#include "stage/pipeline.h"
#include "winnow/cleanup.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 200, AFTER = 3 };

/* After how many submissions it is looked whether the problem is solved. */
static const unsigned submissions[AFTER] = {1, 3, 10};

/* A row of the comparison. */
static const struct selector {
    const char *name;
    enum selector_kind { OF_SAMPLES, OF_SURVIVORS, BY_RULE, BEST } kind;
    enum select_rule rule;
} selectors[] = {
    {"random", OF_SAMPLES, SELECT_RANDOM},   /* samples as they come */
    {"filter", OF_SURVIVORS, SELECT_RANDOM}, /* samples that pass the examples: n@k */
    {"cluster", BY_RULE, SELECT_CLUSTER},
    {"cluster-score", BY_RULE, SELECT_SCORE},
    {"lever", BY_RULE, SELECT_LEVER},
    {"vote", BY_RULE, SELECT_VOTE},
    {"ioi", BY_RULE, SELECT_IOI},
    {"maxpass", BY_RULE, SELECT_MAXPASS},
    {"codet", BY_RULE, SELECT_CODET},
    {"b4", BY_RULE, SELECT_B4},
    {"oracle", BEST, SELECT_RANDOM}, /* a right survivor first, where there is one */
};

enum { SELECTORS = sizeof selectors / sizeof *selectors };

/* How often a problem is solved, by selector and number of submissions. */
struct solving {
    double solved[SELECTORS][AFTER];
    bool has_tests; /* its inputs have expected outputs */
};

/* Rules that need tests are shown where all runs have them. */
static bool is_shown(const struct solving *all, size_t count, size_t selector)
{
    bool tested = true;

    for (size_t i = 0; i < count; i++)
        tested = tested && all[i].has_tests;
    return tested || selectors[selector].kind != BY_RULE ||
           !select_needs_tests(selectors[selector].rule);
}

/* ---- a run asked again */

struct asked_again {
    struct kept_words words;
    struct settings settings;
    struct arguments arguments;
};

static void release_asked(struct asked_again *asked)
{
    kept_words_release(&asked->words);
    free(asked->arguments.words);
}

/* Takes over the words of the list, which may be missing. */
static int add_json_words(struct kept_words *words, const struct json_slice *list, struct err *err)
{
    char **texts;
    size_t count;
    int rc = 0;

    if (!list || json_texts(&texts, &count, *list, err) < 0)
        return err_set(err, ERR_INPUT, "no list of words in it");
    for (size_t i = 0; i < count && rc == 0; i++)
        rc = kept_words_add(words, steal_ptr(&texts[i]), err);
    file_list_free(texts, count);
    return rc;
}

static int read_words(struct kept_words *words, const char *dir, struct err *err)
{
    cleanup_free char *path = file_join(dir, COMMAND_FILE);
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_members members = {0};
    int rc;

    if (!path || kept_words_add(words, strdup("run"), err) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (file_read(path, &text, err) < 0)
        return err_wrap(err, "%s is no directory of a finished `winnow run`", dir);
    rc = json_read_members(&members, buf_str(&text), text.len, err);
    if (rc >= 0)
        rc = add_json_words(words, json_find(&members, "words"), err);
    json_members_release(&members);
    return rc < 0 ? err_wrap(err, "%s", path) : 0;
}

/* The settings of the run, with every survivor submitted in the order of votes, and judged. */
static int parse_again(struct asked_again *asked, const struct settings *here, const char *dir,
                       struct err *err)
{
    if (read_words(&asked->words, dir, err) < 0)
        return -1;
    asked->arguments.words = calloc(asked->words.count + 1, sizeof *asked->arguments.words);
    if (!asked->arguments.words)
        return err_set(err, ERR_JUDGE, "out of memory");
    asked->settings = (struct settings)SETTINGS_DEFAULT;
    if (options_parse(&asked->settings, &asked->arguments, (int)asked->words.count,
                      asked->words.list, OPTIONS_OF_RUN | OPTIONS_LANGUAGES, err) < 0)
        return err_wrap(err, "%s/%s", dir, COMMAND_FILE);
    if (asked->arguments.count < 2)
        return err_set(err, ERR_INPUT, "%s/%s: no candidates in it", dir, COMMAND_FILE);
    for (int i = 1; i < asked->arguments.count; i++)
        if (strcmp(asked->arguments.words[i], "-") == 0)
            return err_set(err, ERR_INPUT, "%s: its candidates came from a pipe, and are gone",
                           dir);
    asked->settings.remarks = here->remarks;
    asked->settings.jobs = here->jobs;
    asked->settings.cache = here->cache;
    asked->settings.plain = here->plain;
    asked->settings.rule = SELECT_VOTE;
    asked->settings.k = UINT_MAX;
    asked->settings.evaluate = true;
    return 0;
}

/* ---- what the selectors do */

/* By survivor, whether it passes the secret tests. The caller frees it. */
static bool *find_right(const struct record *r)
{
    bool *right = calloc(r->survivors.count + 1, sizeof *right);

    for (size_t i = 0; right && i < r->pick_count; i++)
        right[r->picks[i].survivor] = r->evaluated[i].verdict == VERDICT_AC;
    return right;
}

/* Copies are samples: a pool with a right program in ten copies is solved ten times as easily. */
static struct tally tally_of(const struct record *r, const bool *right)
{
    struct tally tally = {.samples = (size_t)roster_candidates(r->roster)};

    for (size_t s = 0; s < r->survivors.count; s++) {
        tally.survivors += (size_t)r->clustered.weights[s];
        tally.right += right[s] ? (size_t)r->clustered.weights[s] : 0;
    }
    return tally;
}

static double solved_at_random(struct tally tally, size_t samples, size_t k)
{
    tally.samples = samples;
    if (samples == 0)
        return 0;
    return estimate_pass_at(tally, k < samples ? k : samples);
}

static int solve(const struct record *r, struct solving *out, struct err *err)
{
    cleanup_free bool *right = find_right(r);
    const struct select_pool pool = clustered_pool(&r->clustered);
    const struct select_trial trial = {.right = right,
                                       .seed = r->settings->seed,
                                       .seeds = SEEDS,
                                       .ks = submissions,
                                       .k_count = AFTER};
    struct tally tally;

    if (!right)
        return err_set(err, ERR_JUDGE, "out of memory");
    tally = tally_of(r, right);
    out->has_tests = r->clustered.test_count > 0;
    for (size_t s = 0; s < SELECTORS; s++) {
        double *solved = out->solved[s];

        if (!is_shown(out, 1, s))
            continue;
        if (selectors[s].kind == BY_RULE &&
            select_solves(&pool, selectors[s].rule, &trial, solved, err) < 0)
            return -1;
        for (size_t a = 0; a < AFTER; a++) {
            if (selectors[s].kind == OF_SAMPLES)
                solved[a] = solved_at_random(tally, tally.samples, submissions[a]);
            else if (selectors[s].kind == OF_SURVIVORS)
                solved[a] = solved_at_random(tally, tally.survivors, submissions[a]);
            else if (selectors[s].kind == BEST)
                solved[a] = tally.right > 0;
        }
    }
    return 0;
}

static int compare_run(const struct settings *settings, const char *dir, struct solving *out,
                       struct err *err)
{
    cleanup_with(release_asked) struct asked_again asked = {0};
    cleanup_with(pipeline_release) struct pipeline p = {0};
    int rc;

    if (parse_again(&asked, settings, dir, err) < 0)
        return -1;
    const struct pipeline_request request = {.settings = &asked.settings,
                                             .paths = asked.arguments.words,
                                             .path_count = (size_t)asked.arguments.count,
                                             .end = PIPELINE_ALL,
                                             .dir = dir};

    rc = pipeline_run(&p, &request, err);
    return rc < 0 ? err_wrap(err, "%s", dir) : solve(&p.record, out, err);
}

/* ---- printing */

/* The mean over the runs, with the middle 95 % of bootstrap samples of the runs where there are several. */
static int estimate_cell(const struct solving *all, size_t count, size_t selector, size_t after,
                         uint64_t seed, struct estimate *out, struct err *err)
{
    cleanup_free double *values = calloc(count + 1, sizeof *values);

    for (size_t i = 0; values && i < count; i++)
        values[i] = all[i].solved[selector][after];
    return values && estimate_of_values(values, count, seed, out)
               ? 0
               : err_set(err, ERR_JUDGE, "out of memory");
}

static int print_json(const struct solving *all, size_t count, const char *const *dirs,
                      uint64_t seed, struct err *err)
{
    for (size_t s = 0; s < SELECTORS; s++) {
        if (!is_shown(all, count, s))
            continue;
        cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_DOCUMENT);
        struct json_writer w;

        json_writer_init(&w, &line, JSON_LINE);
        json_begin_object(&w);
        json_field_uint64(&w, "schema_version", 1);
        json_field_string(&w, "selector", selectors[s].name);
        json_field_uint64(&w, "runs", count);
        json_field_object(&w, "solved");
        for (size_t a = 0; a < AFTER; a++) {
            struct estimate estimate;
            char key[24];

            if (estimate_cell(all, count, s, a, seed, &estimate, err) < 0)
                return -1;
            snprintf(key, sizeof key, "%u", submissions[a]);
            json_field_object(&w, key);
            json_field_double(&w, "value", estimate.value);
            json_field_double(&w, "low", estimate.low);
            json_field_double(&w, "high", estimate.high);
            json_end_object(&w);
        }
        json_end_object(&w);
        json_field_object(&w, "by_run");
        for (size_t i = 0; i < count; i++) {
            json_field_array(&w, dirs[i]);
            for (size_t a = 0; a < AFTER; a++)
                json_double(&w, all[i].solved[s][a]);
            json_end_array(&w);
        }
        json_end_object(&w);
        json_end_object(&w);
        if (json_print(&w, err) < 0)
            return -1;
    }
    return 0;
}

static int print_people(const struct solving *all, size_t count, uint64_t seed, struct err *err)
{
    cleanup_with(columns_release) struct columns c;

    columns_init(&c, "lrrr");
    columns_add(&c, COLUMN_DIM, "selector");
    for (size_t a = 0; a < AFTER; a++)
        columns_add(&c, COLUMN_DIM, "solved@%u", submissions[a]);
    for (size_t s = 0; s < SELECTORS; s++) {
        if (!is_shown(all, count, s))
            continue;
        columns_add(&c, COLUMN_PLAIN, "%s", selectors[s].name);
        for (size_t a = 0; a < AFTER; a++) {
            struct estimate e;

            if (estimate_cell(all, count, s, a, seed, &e, err) < 0)
                return -1;
            if (count > 1)
                columns_add(&c, COLUMN_PLAIN, "%.3f (%.3f-%.3f)", e.value, e.low, e.high);
            else
                columns_add(&c, COLUMN_PLAIN, "%.3f", e.value);
        }
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

int command_compare(const struct settings *settings, const struct arguments *arguments,
                    struct err *err)
{
    size_t count = (size_t)arguments->count;
    cleanup_free struct solving *all = calloc(count, sizeof *all);

    if (!all)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (compare_run(settings, arguments->words[i], &all[i], err) < 0)
            return -1;
    return (settings->json ? print_json(all, count, arguments->words, settings->seed, err)
                           : print_people(all, count, settings->seed, err)) < 0
               ? -1
               : EXIT_DONE;
}
