/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/remark.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "problem/package_tree.h"
#include "report/junit.h"
#include "report/verify_lines.h"
#include "stage/verify/verify.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

/* Languages that are not run here, and how many submissions are in each. */
struct foreign_count {
    char name[32];
    size_t count;
};

enum { LANGUAGES_NAMED = 40 };

struct tally {
    const struct settings *settings;
    struct buf junit;
    size_t judged, wrong, failed;  /* submissions; failed: by our own fault */
    size_t partial;                /* accepted with less than the full score */
    size_t unread;                 /* submissions that could not be taken */
    size_t checks, broken_checks;  /* of data */
    size_t problems, unverifiable; /* packages */
    size_t foreign;                /* submissions that were not run, by language: */
    struct foreign_count languages[LANGUAGES_NAMED];
};

static void count_foreign(struct tally *tally, const char *language)
{
    size_t i = 0;

    tally->foreign++;
    while (i < LANGUAGES_NAMED - 1 && tally->languages[i].count > 0 &&
           strncmp(tally->languages[i].name, language, sizeof tally->languages[i].name - 1) != 0)
        i++;
    if (tally->languages[i].count++ == 0)
        snprintf(tally->languages[i].name, sizeof tally->languages[i].name, "%s",
                 i < LANGUAGES_NAMED - 1 ? language : "others");
}

static void count_results(struct tally *tally, const struct verification *v)
{
    for (size_t i = 0; i < v->submission_count; i++) {
        const struct verified_submission *s = &v->submissions[i];

        if (s->is_foreign)
            count_foreign(tally, s->language);
        tally->unread += !s->judged && !s->is_foreign;
        tally->judged += s->judged;
        tally->wrong += s->judged && !s->ok;
        tally->partial += s->judged && judgement_is_partial(&s->judgement);
        tally->failed += s->judged && s->judgement.verdict == VERDICT_JE;
    }
    tally->checks += v->check_count;
    for (size_t i = 0; i < v->check_count; i++)
        tally->broken_checks += v->checks[i].failed > 0 && !v->checks[i].is_warning;
}

static int report(struct tally *tally, const struct verification *v, struct err *err)
{
    cleanup_with(buf_release) struct buf lines = BUF_INIT(BUF_CAP_DOCUMENT);

    count_results(tally, v);
    if (tally->settings->junit && junit_add(&tally->junit, v, err) < 0)
        return -1;
    if (!tally->settings->json)
        return verify_print(v, stdout, err);
    if (verify_json(v, &lines, err) < 0)
        return -1;
    fwrite(buf_str(&lines), 1, lines.len, stdout);
    return 0;
}

/* What is known is printed as soon as it is: a tree of packages can take hours. */
static int verify_one(struct tally *tally, struct session *session, const char *dir,
                      struct err *err)
{
    struct verification v;
    int rc;

    tally->problems++;
    if (verify_problem(&v, session, dir, err) < 0)
        return -1;
    rc = report(tally, &v, err);
    fflush(stdout);
    verification_release(&v);
    return rc;
}

/* A problem that cannot be verified is named and does not lose the others. */
static int verify_list(struct tally *tally, struct session *session, char *const *dirs,
                       size_t count, bool alone, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (verify_one(tally, session, dirs[i], err) == 0)
            continue;
        if (tally->settings->junit && junit_add_error(&tally->junit, dirs[i], err->msg, NULL) < 0)
            return -1;
        if (err->kind != ERR_INPUT || alone)
            return -1;
        remark(session->settings->remarks, "%s", err->msg);
        tally->unverifiable++;
    }
    return 0;
}

static int verify_all(struct tally *tally, struct session *session,
                      const struct arguments *arguments, struct err *err)
{
    for (int i = 0; i < arguments->count; i++) {
        char **dirs;
        size_t count;
        int rc;

        if (package_tree_list(arguments->words[i], &dirs, &count, err) < 0)
            return -1;
        rc = verify_list(tally, session, dirs, count, arguments->count == 1 && count == 1, err);
        file_list_free(dirs, count);
        if (rc < 0)
            return -1;
    }
    return 0;
}

static void print_sum(const struct tally *tally)
{
    printf("\n%zu submissions, %zu not as labelled", tally->judged, tally->wrong);
    if (tally->partial > 0)
        printf(", %zu partially accepted", tally->partial);
    printf("; %zu data checks, %zu broken\n", tally->checks, tally->broken_checks);
    if (tally->foreign == 0)
        return;
    printf("%zu submissions not run:", tally->foreign);
    for (size_t i = 0; i < LANGUAGES_NAMED && tally->languages[i].count > 0; i++)
        terminal_printf(stdout, "%s %s %zu", i > 0 ? "," : "", tally->languages[i].name,
                        tally->languages[i].count);
    putchar('\n');
}

static int conclude(const struct tally *tally, struct err *err)
{
    if (!tally->settings->json)
        print_sum(tally);
    if (tally->failed > 0)
        return err_set(err, ERR_JUDGE, "%zu submissions could not be judged", tally->failed);
    if (tally->unverifiable > 0)
        return err_set(err, ERR_INPUT, "%zu of %zu problems could not be verified",
                       tally->unverifiable, tally->problems);
    if (tally->unread > 0)
        return err_set(err, ERR_INPUT, "%zu of %zu submissions could not be taken", tally->unread,
                       tally->unread + tally->judged);
    return tally->wrong + tally->broken_checks > 0 ? EXIT_NOT_AS_ASKED : EXIT_DONE;
}

int command_verify(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(session_close) struct session session = {0};
    struct tally tally = {.settings = settings, .junit = BUF_INIT(BUF_CAP_DOCUMENT)};
    struct err trouble = {0};
    int code = session_open_pool(&session, settings, err);

    if (code == 0)
        code = verify_all(&tally, &session, arguments, err);
    if (tally.problems > 0 && settings->junit &&
        junit_write(settings->junit, &tally.junit, &trouble) < 0 && code == 0)
        code = err_set(err, ERR_INPUT, "--junit: %s", trouble.msg);
    if (code == 0)
        code = conclude(&tally, err);
    buf_release(&tally.junit);
    return code;
}
