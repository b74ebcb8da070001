/* SPDX-License-Identifier: MIT */
#include "stage/judge_files.h"
#include "base/file.h"
#include "base/remark.h"
#include "winnow/cleanup.h"

#include <string.h>

struct file_judge {
    struct session *session;
    const struct test_set *tests;
    struct judged_file *list;
    size_t count, next, finished;
};

struct file_trial {
    struct file_judge *judge;
    struct judged_file *file;
};

/* The cases outlive the trial: they are the file's. */
static int take_judgement(struct judged_file *file, const struct judgement *judgement,
                          struct err *err)
{
    size_t bytes = judgement->case_count * sizeof *judgement->cases;

    file->judgement = *judgement;
    file->judgement.cases = judgement->cases ? malloc(bytes + 1) : NULL;
    if (judgement->cases && !file->judgement.cases)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (judgement->cases)
        memcpy(file->judgement.cases, judgement->cases, bytes);
    file->judged = true;
    return 0;
}

static void file_done(void *context, const struct judgement *judgement, struct program *program)
{
    struct file_trial *t = context;
    struct err err = {0};

    (void)program;
    t->judge->finished++;
    if (judgement && take_judgement(t->file, judgement, &err) < 0)
        service_fail(t->judge->session->service, &err);
    free(t);
}

static int submit_file(struct file_judge *judge, struct judged_file *file, struct err *err)
{
    cleanup_with(buf_release) struct buf source =
        BUF_INIT((size_t)judge->session->problem->code_limit);
    const char *unfit;
    char refusal[160];
    struct file_trial *t;

    file->language = language_by_file(file->path);
    if (!file->language || !language_is_installed(file->language)) {
        language_file_refusal(file->path, refusal, sizeof refusal);
        return err_set(err, ERR_INPUT, "%s: %s", file->path, refusal);
    }
    unfit = language_level_refusal(file->language, judge->session->facts.level);
    if (unfit)
        return err_set(err, ERR_INPUT, "%s: %s", file->path, unfit);
    if (file_read(file->path, &source, err) < 0)
        return -1;
    t = calloc(1, sizeof *t);
    if (!t)
        return err_set(err, ERR_JUDGE, "out of memory");
    *t = (struct file_trial){.judge = judge, .file = file};
    if (judge_submit(judge->session->service,
                     &(struct submission){.tests = judge->tests,
                                          .language = file->language,
                                          .source = buf_str(&source),
                                          .length = source.len,
                                          .done = file_done,
                                          .context = t},
                     err))
        return 0;
    free(t);
    return -1;
}

/* A file that cannot be taken is named, and does not lose the others. */
static int submit_next_file(void *context, struct err *err)
{
    struct file_judge *judge = context;
    struct err trouble = {0};

    if (judge->next == judge->count)
        return 0;
    if (submit_file(judge, &judge->list[judge->next++], &trouble) == 0)
        return 1;
    if (trouble.kind != ERR_INPUT || judge->count == 1)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    remark(judge->session->settings->remarks, "%s", trouble.msg);
    return 1;
}

static void show_files(void *context)
{
    const struct file_judge *judge = context;

    progress_show(&judge->session->progress, "judge", 0,
                  progress_fraction(judge->finished, judge->count), "%s: %zu of %zu sources",
                  judge->session->problem->name, judge->finished, judge->count);
}

int judge_files(struct judged_file **out, struct session *session, const struct test_set *tests,
                const char *const *paths, size_t count, struct err *err)
{
    struct file_judge judge = {.session = session,
                               .tests = tests,
                               .list = calloc(count + 1, sizeof *judge.list),
                               .count = count};
    const struct service_feed feed = {
        .next = submit_next_file, .show = show_files, .context = &judge};
    int rc;

    if (!judge.list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        judge.list[i].path = paths[i];
    rc = service_feed(session->service, &feed, err);
    progress_end(&session->progress);
    if (rc < 0) {
        judged_files_free(judge.list, count);
        return -1;
    }
    *out = judge.list;
    return 0;
}

void judged_files_free(struct judged_file *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        judgement_release(&list[i].judgement);
    free(list);
}
