/* SPDX-License-Identifier: MIT */
/*
 * Labels and verdicts. A submission's verdict is that of its first failing case, samples first, as
 * Kattis judges; the label says which verdict that must be. Memory and output limits are run-time
 * errors to the package format, which has no words for them.
 */
#include "base/columns.h"
#include "command/command.h"
#include "base/remark.h"
#include "report/judgement_json.h"
#include "stage/judge_files.h"
#include "stage/package_programs.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

#define BIT(verdict) (1u << VERDICT_##verdict)

static const struct {
    const char *label;
    unsigned expected; /* any of these verdicts */
} labels[] = {
    {"accepted", BIT(AC)},
    {"partially_accepted", BIT(AC)}, /* with less than the full score: is_as_labelled */
    {"wrong_answer", BIT(WA)},
    {"time_limit_exceeded", BIT(TLE)},
    {"run_time_error", BIT(RTE) | BIT(MLE) | BIT(OLE)},
    {"rejected", BIT(WA) | BIT(TLE) | BIT(RTE) | BIT(MLE) | BIT(OLE)},
    {"brute_force", BIT(TLE) | BIT(RTE) | BIT(MLE) | BIT(OLE)},
};

/* The verdicts that a label allows; 0 for a directory that promises nothing. */
static unsigned expected_of(const char *label)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].label, label) == 0)
            return labels[i].expected;
    return 0;
}

/* The full score is one too much for partially_accepted, where it is known. */
static bool is_as_labelled(const char *label, const struct judgement *j)
{
    bool known = j->scored && isfinite(j->max_score);

    if (strcmp(label, "partially_accepted") == 0 && known && !judgement_is_partial(j))
        return false;
    return (expected_of(label) >> j->verdict) & 1;
}

struct tally {
    struct columns columns;
    struct buf json;
    size_t wrong, judged, failed;
    size_t partial; /* accepted with less than the full score */
    size_t unread;  /* submissions that could not be taken */
    int broken;     /* problems that could not be read */
};

static int add_json(struct tally *tally, const char *problem, const struct package_program *s,
                    const struct judgement *j, bool ok, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, &tally->json, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_string(&w, "problem", problem);
    json_field_string(&w, "submission", s->name);
    json_field_string(&w, "label", s->label);
    judgement_json(&w, j);
    json_field_bool(&w, "ok", ok);
    json_end_object(&w);
    return json_finish(&w, err);
}

static int add_row(struct tally *tally, const char *problem, const struct package_program *s,
                   const struct judgement *j, struct err *err)
{
    bool ok = is_as_labelled(s->label, j);
    char score[SCORE_WORDS] = "";
    char room[JUDGEMENT_WORDS];
    const char *words = judgement_words(j, room);

    tally->judged++;
    tally->wrong += !ok;
    tally->failed += j->verdict == VERDICT_JE;
    tally->partial += judgement_is_partial(j);
    if (j->scored)
        score_words(j->score, j->max_score, score);
    columns_add(&tally->columns, ok ? COLUMN_GOOD : COLUMN_BAD, "%s", ok ? "ok" : "NOT OK");
    columns_add(&tally->columns, COLUMN_PLAIN, "%s", problem);
    columns_add(&tally->columns, COLUMN_PLAIN, "%s", s->name);
    columns_add(&tally->columns, COLUMN_PLAIN, "%s", verdict_name(j->verdict));
    columns_add(&tally->columns, COLUMN_PLAIN, "%s", score);
    columns_add(&tally->columns, COLUMN_PLAIN, "%.0f ms", (double)j->cpu / 1e6);
    columns_add(&tally->columns, COLUMN_DIM, "%s%s%.200s", j->test ? j->test : "",
                j->test && *words ? ": " : "", words);
    return add_json(tally, problem, s, j, ok, err);
}

/* The submissions whose label promises something; others are told of. */
static size_t choose_labelled(const struct problem *p, const struct remarks *remarks,
                              const struct package_program **chosen, const char **paths)
{
    size_t n = 0;

    for (size_t i = 0; i < p->submission_count; i++) {
        const struct package_program *s = &p->submissions[i];

        if (expected_of(s->label)) {
            paths[n] = s->path;
            chosen[n++] = s;
        } else {
            remark(remarks, "%s: not verified: the label '%s' promises no verdict", s->path,
                   s->label);
        }
    }
    return n;
}

static int verify(struct tally *tally, struct session *session, const char *dir, struct err *err)
{
    cleanup_with(toolset_release) struct toolset validators = {0};
    cleanup_with(test_set_release) struct test_set tests = {0};
    cleanup_free const struct package_program **chosen = NULL;
    cleanup_free const char **paths = NULL;
    struct judged_file *judged;
    size_t count;
    int rc = 0;

    if (session_load_problem(session, dir, err) < 0)
        return -1;
    chosen = calloc(session->problem->submission_count + 1, sizeof *chosen);
    paths = calloc(session->problem->submission_count + 1, sizeof *paths);
    if (!chosen || !paths)
        return err_set(err, ERR_JUDGE, "out of memory");
    count = choose_labelled(session->problem, session->settings->remarks, chosen, paths);
    if (count == 0)
        return err_set(err, ERR_INPUT, "%s: no labelled submissions (submissions/accepted/…)", dir);
    if (test_set_load_all(&tests, session->problem, true, err) < 0 ||
        validators_build(&validators, session, err) < 0)
        return -1;
    validators_use(&validators, &tests);
    if (judge_files(&judged, session, &tests, paths, count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && rc == 0; i++) {
        if (judged[i].judged)
            rc = add_row(tally, session->problem->name, chosen[i], &judged[i].judgement, err);
        else
            tally->unread++;
    }
    judged_files_free(judged, count);
    return rc;
}

static int print(const struct tally *tally, bool json, struct err *err)
{
    if (json) {
        fwrite(buf_str(&tally->json), 1, tally->json.len, stdout);
        return 0;
    }
    if (columns_print(&tally->columns, stdout) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    printf("\n%zu submissions, %zu not as labelled", tally->judged, tally->wrong);
    if (tally->partial > 0)
        printf(", %zu partially accepted", tally->partial);
    putchar('\n');
    return 0;
}

/* A problem that cannot be read is named and does not lose the others. */
static int verify_all(struct tally *tally, struct session *session,
                      const struct arguments *arguments, struct err *err)
{
    for (int i = 0; i < arguments->count; i++) {
        if (verify(tally, session, arguments->words[i], err) == 0)
            continue;
        if (err->kind != ERR_INPUT || arguments->count == 1)
            return -1;
        remark(session->settings->remarks, "%s", err->msg);
        tally->broken++;
    }
    return 0;
}

int command_verify(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(session_close) struct session session = {0};
    struct tally tally = {.json = BUF_INIT(BUF_CAP_DOCUMENT)};
    int code = 0;

    columns_init(&tally.columns, "lllrrrl");
    if (session_open_pool(&session, settings, err) < 0)
        code = -1;
    if (code == 0)
        code = verify_all(&tally, &session, arguments, err);
    if (code == 0)
        code = print(&tally, settings->json, err);
    if (code == 0 && tally.failed > 0)
        code = err_set(err, ERR_JUDGE, "%zu submissions could not be judged", tally.failed);
    if (code == 0 && tally.broken > 0)
        code = err_set(err, ERR_INPUT, "%d of %d problems could not be verified", tally.broken,
                       arguments->count);
    if (code == 0 && tally.unread > 0)
        code = err_set(err, ERR_INPUT, "%zu of %zu submissions could not be taken", tally.unread,
                       tally.unread + tally.judged);
    if (code == 0 && tally.wrong > 0)
        code = EXIT_NOT_AS_ASKED;
    columns_release(&tally.columns);
    buf_release(&tally.json);
    return code;
}
