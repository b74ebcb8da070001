/* SPDX-License-Identifier: MIT */
/*
 * The shards of an evaluation. Each notes the options and files it was started with; `winnow merge` reads suite and
 * samples again by these, takes the outcomes from the shards, and reports as `winnow eval` does.
 */
#include "command/eval_command.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "command/words.h"
#include "eval/shard/shard_file.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- a shard ends */

static int check_readable_again(const char *path, struct err *err)
{
    struct stat st;

    if (strcmp(path, "-") != 0 &&
        (stat(path, &st) < 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
        return 0;
    return err_set(err, ERR_INPUT, "%s: a shard wants files, since `winnow merge` reads them again",
                   path);
}

int eval_command_check_shard(const struct settings *settings, const struct arguments *arguments,
                             struct err *err)
{
    for (int i = 0; i < arguments->count; i++)
        if (check_readable_again(arguments->words[i], err) < 0)
            return -1;
    return settings->against ? check_readable_again(settings->against, err) : 0;
}

static int write_shard(struct eval_command *c, const struct settings *settings, const char *dir,
                       const struct kept_words *options, const struct arguments *arguments,
                       struct err *err)
{
    cleanup_with(kept_words_release) struct kept_words paths = {0}, against = {0};
    static const char *const none[] = {NULL};
    struct shard_order order = {.isolation = isolation_name(c->session.facts.level),
                                .options =
                                    options->count ? (const char *const *)options->list : none,
                                .against = none};

    for (int i = 0; i < arguments->count; i++)
        if (kept_words_add_path(&paths, arguments->words[i], err) < 0)
            return -1;
    if (settings->against && kept_words_add_path(&against, settings->against, err) < 0)
        return -1;
    if (against.count > 0)
        order.against = (const char *const *)against.list;
    if (paths.count < 2)
        return err_set(err, ERR_JUDGE, "no suite and samples");
    order.suite = paths.list[0];
    order.samples = (const char *const *)&paths.list[1];
    return shard_file_write(&c->evaluation, &order, dir, err);
}

static int print_shard(const struct eval_command *c, const char *dir, size_t failed, bool json,
                       struct err *err)
{
    const struct evaluation *e = &c->evaluation;
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    size_t tasks = 0;
    struct json_writer w;

    for (size_t i = 0; i < c->suite.count; i++)
        tasks += c->suite.tasks[i].samples > 0;
    if (!json) {
        printf("shard       %u of %u, from 0: %zu tasks, %zu samples, %zu distinct\n"
               "results     %s/%s, for `winnow merge`\n",
               e->shard.index, e->shard.count, tasks, e->sample_count - e->unknown - e->not_run,
               e->outcome_count, dir, SHARD_FILE_NAME);
        return 0;
    }
    json_writer_init(&w, &text, JSON_LINE);
    json_begin_object(&w);
    json_field_uint64(&w, "shard", e->shard.index);
    json_field_uint64(&w, "of", e->shard.count);
    json_field_uint64(&w, "tasks", tasks);
    json_field_uint64(&w, "samples", e->sample_count - e->unknown - e->not_run);
    json_field_uint64(&w, "distinct", e->outcome_count);
    json_field_uint64(&w, "judge_error", failed);
    json_end_object(&w);
    return json_print(&w, err);
}

int eval_command_end_shard(struct eval_command *c, const struct settings *settings, const char *dir,
                           const struct arguments *arguments, struct err *err)
{
    cleanup_with(kept_words_release) struct kept_words options = {0};
    size_t failed = 0;

    for (size_t i = 0; i < c->evaluation.outcome_count; i++)
        failed += c->evaluation.outcomes[i].noted.verdict == VERDICT_JE;
    if (kept_words_add_options(&options, arguments, err) < 0 ||
        write_shard(c, settings, dir, &options, arguments, err) < 0)
        return -1;
    progress_end(&c->session.progress);
    eval_command_remark(c);
    if (print_shard(c, dir, failed, settings->json, err) < 0)
        return -1;
    return failed > 0 ? err_set(err, ERR_JUDGE, "%zu programs could not be judged", failed)
                      : EXIT_DONE;
}

/* ---- merge */

struct merging {
    struct shards *shards;
    struct kept_words words; /* the command line of a shard, as far as results depend on it */
    struct settings settings;
    struct arguments arguments;
};

static void release_merging(struct merging *m)
{
    shards_free(m->shards);
    kept_words_release(&m->words);
    free(m->arguments.words);
}

static int add_list(struct merging *m, const char *key, const char *prefix, struct err *err)
{
    char **list;
    size_t count;
    int rc = 0;

    if (shards_list(m->shards, key, &list, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && rc == 0; i++) {
        char *word;

        rc = kept_words_add(&m->words, asprintf(&word, "%s%s", prefix, list[i]) < 0 ? NULL : word,
                            err);
    }
    file_list_free(list, count);
    return rc;
}

/* The settings of the shards. */
static int parse_again(struct merging *m, struct err *err)
{
    if (kept_words_add(&m->words, strdup("eval"), err) < 0 || add_list(m, "options", "", err) < 0 ||
        add_list(m, "against", "--against=", err) < 0 ||
        kept_words_add(&m->words, strdup("--"), err) < 0 ||
        kept_words_add(&m->words, shards_text(m->shards, "suite"), err) < 0 ||
        add_list(m, "samples", "", err) < 0)
        return -1;
    m->arguments.words = calloc(m->words.count + 1, sizeof *m->arguments.words);
    if (!m->arguments.words)
        return err_set(err, ERR_JUDGE, "out of memory");
    m->settings = (struct settings)SETTINGS_DEFAULT;
    if (options_parse(&m->settings, &m->arguments, (int)m->words.count, m->words.list,
                      OPTIONS_OF_EVAL | OPTIONS_LANGUAGES, err) < 0)
        return err_wrap(err, "what the shards were asked");
    return m->arguments.count >= 2 ? 0 : err_set(err, ERR_INPUT, "shards without samples");
}

static int open_merged(struct eval_command *c, struct merging *m, struct err *err)
{
    cleanup_free char *isolation = shards_text(m->shards, "isolation");
    struct hash128 suite, samples;

    c->session.settings = &m->settings;
    if (!isolation || isolation_parse(isolation, &c->session.facts.level, err) < 0)
        return err_set(err, ERR_INPUT, "shards without isolation");
    if (eval_command_open(c, &m->settings, &m->arguments, err) < 0 ||
        shard_hash_suite(&c->suite, &suite, err) < 0 || samples_hash(c->samples, &samples, err) < 0)
        return -1;
    c->evaluation = (struct evaluation){
        .attempts = {.settings = &m->settings, .suite = &c->suite},
        .samples = c->samples,
        .against_file = m->settings.against ? (size_t)m->arguments.count - 1 : 0,
        .shards = m->shards};
    return shards_check(m->shards, suite, samples, err);
}

int command_merge(const struct settings *settings, const struct arguments *arguments,
                  struct err *err)
{
    cleanup_with(release_merging) struct merging m = {0};
    cleanup_with(eval_command_release) struct eval_command c = {0};
    const char *dir = settings->out_dir ? settings->out_dir : EVAL_DIR;

    if (shards_read(&m.shards, (const char *const *)arguments->words, (size_t)arguments->count,
                    err) < 0 ||
        parse_again(&m, err) < 0)
        return -1;
    m.settings.remarks = settings->remarks;
    m.settings.json = settings->json;
    if (open_merged(&c, &m, err) < 0 || evaluation_run(&c.evaluation, err) < 0 ||
        file_make_dirs(dir, err) < 0)
        return -1;
    return eval_command_report(&c, &m.settings, dir, &m.arguments, err);
}
