/* SPDX-License-Identifier: MIT */
#include "stage/judge_files.h"
#include "base/file.h"
#include "base/remark.h"
#include "winnow/cleanup.h"

/* The outcome is looked at when all have ended. */
static void trial_done(struct trial *trial)
{
    ++*(size_t *)trial->context;
}

static int start(struct judged *j, const struct trial_rules *rules, size_t *finished,
                 struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT((size_t)rules->problem->code_limit);
    const struct language *language = language_by_file(j->path);

    if (!language)
        return err_set(err, ERR_INPUT,
                       "%s: unknown language (the extensions are .c .cpp .cc .cxx .py)", j->path);
    if (file_read(j->path, &source, err) < 0)
        return -1;
    j->started = true;
    return trial_start(&j->trial, rules, language, buf_str(&source), source.len, trial_done,
                       finished, err);
}

/* A file that cannot be taken is named, and does not lose the others. */
static int start_all(struct judged *list, const struct trial_rules *rules, const char *const *paths,
                     size_t count, size_t *finished, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct err trouble = {0};

        list[i].path = paths[i];
        if (start(&list[i], rules, finished, &trouble) == 0)
            continue;
        if (trouble.kind != ERR_INPUT || count == 1) {
            *err = trouble;
            return -1;
        }
        remark("%s", trouble.msg);
    }
    return 0;
}

int judge_files(struct judged **out, struct session *session, const struct cases *cases,
                const char *const *paths, size_t count, bool all_cases, struct err *err)
{
    struct judged *list = calloc(count + 1, sizeof *list);
    struct trial_rules rules = {.pool = session->pool,
                                .cache = session->cache,
                                .problem = session->problem,
                                .cases = cases,
                                .all_cases = all_cases,
                                .keep_results = true};
    size_t finished = 0;
    int rc;

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = start_all(list, &rules, paths, count, &finished, err);
    while (rc == 0 && jobs_pending(session->pool) > 0) {
        rc = jobs_step(session->pool, err) < 0 ? -1 : 0;
        progress_show(&session->progress, "judge", 0, progress_fraction(finished, count),
                      "%s: %zu of %zu sources", session->problem->name, finished, count);
    }
    progress_end(&session->progress);
    if (rc < 0) {
        judged_free(list, count);
        return -1;
    }
    *out = list;
    return 0;
}

void judged_free(struct judged *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].started)
            trial_release(&list[i].trial);
    free(list);
}
