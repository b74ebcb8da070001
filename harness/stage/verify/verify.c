/* SPDX-License-Identifier: MIT */
/*
 * Submissions are run until the promises made of them are decided: mostly by the first failing case, as
 * every judge of contests does it. Programs that are too slow are measured beyond the time limit, up to
 * time_limit_to_tle times it, because the package format wants them to be slower than that.
 */
#include "stage/verify/verify.h"
#include "base/remark.h"
#include "problem/promise/expectation.h"
#include "problem/timelimit.h"
#include "stage/verify/data_checks.h"
#include "stage/judge_files.h"
#include "stage/jury_limit.h"
#include "stage/program/package_programs.h"
#include "winnow/cleanup.h"

#include <string.h>

/* ---- groups */

static int add_group(struct verification *v, const char *test, struct err *err)
{
    const char *slash = strrchr(test, '/');
    char **grown;

    for (size_t i = v->group_count; i-- > 0;) /* cases come in the order of their names */
        if (verification_is_in(test, v->groups[i]))
            return 0;
    grown = reallocarray(v->groups, v->group_count + 1, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    v->groups = grown;
    v->groups[v->group_count] = strndup(test, slash ? (size_t)(slash - test) : 0);
    if (!v->groups[v->group_count])
        return err_set(err, ERR_JUDGE, "out of memory");
    v->group_count++;
    return 0;
}

static int find_groups(struct verification *v, const struct test_set *tests, struct err *err)
{
    for (size_t i = 0; i < tests->count; i++)
        if (add_group(v, tests->list[i].name, err) < 0)
            return -1;
    return 0;
}

/* ---- submissions */

/* The labelled ones; others are told of. */
static int list_submissions(struct verification *v, const struct remarks *remarks, struct err *err)
{
    const struct problem *p = v->problem;

    v->submissions = calloc(p->submission_count + 1, sizeof *v->submissions);
    if (!v->submissions)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < p->submission_count; i++) {
        const struct package_program *s = &p->submissions[i];
        const char *foreign = source_not_run(p, s->path, s->language);

        if (s->expectation_count == 0)
            remark(remarks, "%s: not verified: the label '%s' promises no verdict", s->path,
                   s->label);
        else
            v->submissions[v->submission_count++] = (struct verified_submission){
                .submission = s, .language = foreign, .is_foreign = foreign != NULL};
    }
    return v->submission_count > 0
               ? 0
               : err_set(err, ERR_INPUT, "%s: no labelled submissions (submissions/accepted/…)",
                         p->given);
}

/* The two ways of running a submission's cases. */
struct case_orders {
    struct test_set first; /* up to the first failure */
    struct test_set all;
};

static const struct test_set *order_of(const struct case_orders *orders,
                                       const struct verification *v,
                                       const struct package_program *s, bool full)
{
    bool first = expectations_need_first(s) && !expectations_have_bound(s, true) && !full &&
                 !verification_has_groups(v);

    return first ? &orders->first : &orders->all;
}

static int judge_submissions(struct verification *v, struct session *session,
                             const struct case_orders *orders, struct err *err)
{
    cleanup_free struct judged_file *files = calloc(v->submission_count + 1, sizeof *files);
    cleanup_free struct verified_submission **owners =
        calloc(v->submission_count + 1, sizeof *owners);
    size_t count = 0;
    int rc;

    if (!files || !owners)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < v->submission_count; i++) {
        const struct package_program *s = v->submissions[i].submission;

        if (v->submissions[i].is_foreign)
            continue;
        owners[count] = &v->submissions[i];
        files[count++] = (struct judged_file){
            .path = s->path,
            .entrypoint = s->entrypoint,
            .as_language = s->language,
            .tests = order_of(orders, v, s, session->settings->full),
            .may_be_old = true,
        };
    }
    rc = judge_files(session, files, count, err);
    for (size_t i = 0; i < count; i++) {
        owners[i]->judged = files[i].judged;
        owners[i]->judgement = files[i].judgement; /* with its cases */
        owners[i]->language = files[i].language ? files[i].language->name : NULL;
        memcpy(owners[i]->trouble, files[i].trouble, sizeof files[i].trouble);
    }
    return rc;
}

/* Too slow somewhere, but nowhere beyond what a submission must take that is too slow. */
static bool is_sensitive(const struct judgement *judgement, nsec_t limit, nsec_t beyond)
{
    bool found = false;

    for (size_t i = 0; i < judgement->case_count; i++) {
        const struct judgement *one = &judgement->cases[i];

        if (one->verdict != VERDICT_TLE)
            continue;
        if (one->cpu <= limit || one->cpu > beyond)
            return false;
        found = true;
    }
    return found;
}

static void note_bounds(struct verification *v, const struct verified_submission *s)
{
    nsec_t low = expectations_bound(s->submission, &s->judgement, false, v->problem->time_limit);
    nsec_t high = expectations_bound(s->submission, &s->judgement, true, v->problem->time_limit);

    if (low >= 0 && (!v->slowest || low > v->slowest_time)) {
        v->slowest = s;
        v->slowest_time = low;
    }
    if (high >= 0 && s->judgement.verdict != VERDICT_CE &&
        (!v->fastest || high < v->fastest_time)) {
        v->fastest = s;
        v->fastest_time = high;
    }
}

/* To those of a language by its name, or NULL. */
static void extend_times(const char *name, nsec_t *limit, nsec_t *beyond)
{
    const struct language *language = name ? language_by_name(name) : NULL;
    bytes_t memory = 0;

    if (!language)
        return;
    language_extend(language, limit, &memory);
    language_extend(language, beyond, &memory);
}

static void evaluate(struct verification *v)
{
    nsec_t limit = v->problem->time_limit, beyond = v->killed_at;

    for (size_t i = 0; i < v->submission_count; i++) {
        struct verified_submission *s = &v->submissions[i];
        nsec_t own_limit, own_beyond;

        if (!s->judged)
            continue;
        s->ok = expectations_hold(s->submission, &s->judgement, s->broken, sizeof s->broken);
        own_limit = limit;
        own_beyond = beyond;
        extend_times(s->language, &own_limit, &own_beyond);
        s->is_sensitive = is_sensitive(&s->judgement, own_limit, own_beyond);
        if (own_limit == limit) /* else the package's rules for limits say nothing about it */
            note_bounds(v, s);
    }
}

/* ---- Python: what only CPython is too slow or not deep enough for */

static bool may_be_cpython(const struct verified_submission *s)
{
    const struct judgement *j = &s->judgement;

    return s->judged && !s->ok && s->language && strcmp(s->language, "python3") == 0 &&
           (j->verdict == VERDICT_TLE ||
            (j->verdict == VERDICT_RTE &&
             (strstr(j->detail, "RecursionError") || strstr(j->detail, "SIGSEGV"))));
}

static void add_words(struct verified_submission *s, const char *words)
{
    size_t n = strlen(s->broken);

    snprintf(s->broken + n, sizeof s->broken - n, "; %s", words);
}

static int try_pypy(struct verified_submission *s, const struct verification *v,
                    struct session *session, const struct case_orders *orders, struct err *err)
{
    const struct package_program *submission = s->submission;
    struct judged_file file = {
        .path = submission->path,
        .entrypoint = submission->entrypoint,
        .as_language = "pypy3",
        .tests = order_of(orders, v, submission, session->settings->full),
    };
    char broken[sizeof s->broken];
    int rc = judge_files(session, &file, 1, err);

    if (rc == 0 && file.judged &&
        expectations_hold(submission, &file.judgement, broken, sizeof broken))
        add_words(s, "CPython alone breaks it: PyPy, by which most judges run Python 3, keeps it");
    judged_files_release(&file, 1);
    return rc;
}

/* Names the promises that a package may well keep where it comes from. */
static int name_cpython(struct verification *v, struct session *session,
                        const struct case_orders *orders, struct err *err)
{
    for (size_t i = 0; i < v->submission_count; i++) {
        struct verified_submission *s = &v->submissions[i];

        if (!may_be_cpython(s))
            continue;
        if (!language_by_name("pypy3"))
            add_words(
                s, "it was run by CPython, most judges run Python 3 by PyPy (apt install pypy3)");
        else if (try_pypy(s, v, session, orders, err) < 0)
            return -1;
    }
    return 0;
}

/* Not beyond twice the limit: there the wall limit ends runs. */
static nsec_t measured_until(const struct problem *problem)
{
    nsec_t tle = timelimit_tle(&problem->time_rule, problem->time_limit);

    return tle < 2 * problem->time_limit ? tle : 2 * problem->time_limit;
}

static int verify_loaded(struct verification *v, struct session *session, struct err *err)
{
    cleanup_with(toolset_release) struct toolset validators = {0};
    cleanup_with(test_set_release) struct test_set tests = {0};
    struct case_orders orders;

    if (list_submissions(v, session->settings->remarks, err) < 0 ||
        jury_limit_settle(session, err) < 0 ||
        test_set_load_all(&tests, session->problem, true, err) < 0 ||
        find_groups(v, &tests, err) < 0 || validators_build(&validators, session, err) < 0)
        return -1;
    validators_use(&validators, &tests);
    tests.keep_cases = true;
    v->killed_at = measured_until(v->problem);
    tests.time_measured = v->killed_at;
    orders.first = orders.all = tests;
    orders.all.all_cases = orders.all.stop_slow = true;
    if (judge_submissions(v, session, &orders, err) < 0)
        return -1;
    evaluate(v);
    if (name_cpython(v, session, &orders, err) < 0)
        return -1;
    return data_checks_run(v, session, &tests, &validators, err);
}

int verify_problem(struct verification *out, struct session *session, const char *dir,
                   struct err *err)
{
    struct verification v = {0};

    if (session_load_problem(session, dir, err) < 0)
        return -1;
    v.problem = session->problem;
    if (verify_loaded(&v, session, err) < 0) {
        verification_release(&v);
        return -1;
    }
    *out = v;
    return 0;
}
