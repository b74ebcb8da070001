/* SPDX-License-Identifier: MIT */
#include "stage/jury_limit.h"
#include "lang/language_fields.h"
#include "base/hash.h"
#include "base/remark.h"
#include "base/store.h"
#include "problem/promise/expectation.h"
#include "problem/timelimit.h"
#include "stage/judge_files.h"
#include "stage/program/included_files.h"
#include "stage/program/package_programs.h"
#include "stage/program/program_files.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <string.h>

/* What a jury's submission may take while there is no limit; problemtools waits for 300 s. */
static const nsec_t patience = 60 * NSEC_PER_SEC;

/* What is known of the slowest. */
struct slowest {
    nsec_t time; /* -1: nothing was measured */
    char name[200];
};

static bool is_bound(const struct problem *problem, const struct package_program *s)
{
    return expectations_have_bound(s, false) && !source_not_run(problem, s->path, s->language);
}

/* ---- the key: contents alone, so that a copy of the package elsewhere has the same */

static int hash_named(struct hash_state *state, const char *name, int fd, struct err *err)
{
    cleanup_with(map_release) struct map file = {0};

    if (map_fd(&file, fd, err) < 0)
        return -1;
    hash_text(state, name);
    hash_update(state, file.data, file.len);
    return 0;
}

static int hash_files(struct hash_state *state, const struct build_files *files, struct err *err)
{
    for (size_t i = 0; i < files->count; i++)
        if (hash_named(state, files->list[i].name, files->list[i].fd, err) < 0)
            return -1;
    return 0;
}

static int hash_submission(struct hash_state *state, const struct problem *problem,
                           const struct package_program *s, struct err *err)
{
    cleanup_with(program_files_release) struct program_files files = {.language = NULL};

    if (program_files_read(&files, problem, s->path, s->entrypoint, err) < 0)
        return -1;
    hash_text(state, s->name);
    hash_update(state, buf_str(&files.source), files.source.len);
    return hash_files(state, &files.more, err);
}

static int hash_included(struct hash_state *state, const struct problem *problem, struct err *err)
{
    struct language_files *included;
    size_t count;
    int rc = 0;

    if (included_files_load(&included, &count, problem, err) < 0)
        return -1;
    for (size_t i = 0; i < count && rc == 0; i++) {
        hash_text(state, included[i].language->name);
        rc = hash_files(state, &included[i].files, err);
    }
    included_files_free(included, count);
    return rc;
}

static int hash_tests(struct hash_state *state, const struct test_set *tests, struct err *err)
{
    for (size_t i = 0; i < tests->count; i++)
        if (hash_named(state, tests->list[i].name, tests->list[i].input_fd, err) < 0)
            return -1;
    return 0;
}

static int hash_languages(struct hash_state *state, struct err *err)
{
    const struct language *language;
    struct hash128 row;

    for (size_t i = 0; (language = language_at(i)); i++) {
        if (language_hash(language, &row, err) < 0)
            return -1;
        hash_update(state, &row, sizeof row);
        hash_text(state, language_is_installed(language) ? "installed" : "");
    }
    return 0;
}

/* "limits/HASH" in the cache. */
static int name_entry(const struct session *session, const struct test_set *tests,
                      char name[static 48], struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *state = hash_new();
    const struct problem *problem = session->problem;
    char hex[33];

    if (!state)
        return err_set(err, ERR_JUDGE, "out of memory");
    hash_text(state, WINNOW_VERSION);
    hash_text(state, session->settings->python == PYTHON_CPYTHON ? "python3" : "pypy3");
    if (hash_languages(state, err) < 0)
        return -1;
    for (size_t i = 0; i < problem->submission_count; i++)
        if (is_bound(problem, &problem->submissions[i]) &&
            hash_submission(state, problem, &problem->submissions[i], err) < 0)
            return -1;
    if (hash_included(state, problem, err) < 0 || hash_tests(state, tests, err) < 0)
        return -1;
    hash_hex(hash_digest(state), hex);
    snprintf(name, 48, "limits/%s", hex);
    return 0;
}

/* ---- what was measured before: "NANOSECONDS NAME" */

static void recall(struct store *store, const char *name, struct slowest *slowest)
{
    char text[256] = "";
    bytes_t length = 0;
    cleanup_fd int fd = store_get(store, name, &length);
    long long time;

    if (fd < 0 || length <= 0 || length >= (bytes_t)sizeof text ||
        pread(fd, text, (size_t)length, 0) != length)
        return;
    if (sscanf(text, "%lld %199[^\n]", &time, slowest->name) == 2 && time >= 0)
        slowest->time = time;
}

static void keep(struct store *store, const char *name, const struct slowest *slowest)
{
    char text[256];
    int n = snprintf(text, sizeof text, "%lld %s", (long long)slowest->time, slowest->name);

    store_put(store, name, text, (size_t)n, -1, NULL); /* if it fails, it is measured again */
}

/* ---- measuring */

static void take_slowest(const struct package_program *s, const struct judged_file *file,
                         struct slowest *slowest)
{
    nsec_t time = file->judged ? expectations_bound(s, &file->judgement, false, patience) : -1;

    if (time <= slowest->time)
        return;
    slowest->time = time;
    snprintf(slowest->name, sizeof slowest->name, "%s", s->name);
}

static int measure_list(struct session *session, const struct test_set *tests,
                        const struct package_program **list, size_t count, struct slowest *slowest,
                        struct err *err)
{
    cleanup_free struct judged_file *files = calloc(count + 1, sizeof *files);
    int rc;

    if (!files)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        files[i] = (struct judged_file){.path = list[i]->path,
                                        .entrypoint = list[i]->entrypoint,
                                        .as_language = list[i]->language,
                                        .may_be_old = true,
                                        .tests = tests};
    rc = judge_files(session, files, count, err);
    if (rc < 0 && err->kind == ERR_INPUT) { /* the only one cannot be taken */
        remark(session->settings->remarks, "%s", err->msg);
        rc = 0;
    }
    for (size_t i = 0; i < count && rc == 0; i++)
        take_slowest(list[i], &files[i], slowest);
    judged_files_release(files, count);
    return rc;
}

static int measure(struct session *session, struct test_set *tests, struct slowest *slowest,
                   struct err *err)
{
    cleanup_with(toolset_release) struct toolset validators = {0};
    struct problem *problem = session->problem;
    cleanup_free const struct package_program **list =
        calloc(problem->submission_count + 1, sizeof *list);
    size_t count = 0;

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < problem->submission_count; i++)
        if (is_bound(problem, &problem->submissions[i]))
            list[count++] = &problem->submissions[i];
    if (count == 0)
        return 0;
    if (validators_build(&validators, session, err) < 0)
        return -1;
    validators_use(&validators, tests);
    tests->keep_cases = tests->all_cases = tests->stop_slow = true;
    problem->time_limit = patience;
    return measure_list(session, tests, list, count, slowest, err);
}

/* From the cache, or measured and kept there. */
static int find_slowest(struct session *session, struct slowest *slowest, struct err *err)
{
    cleanup_with(test_set_release) struct test_set tests = {0};
    cleanup_free char *dir = session_cache_dir(session->settings);
    struct store *store = NULL;
    char name[48];
    int rc = 0;

    if (test_set_load_all(&tests, session->problem, true, err) < 0 ||
        name_entry(session, &tests, name, err) < 0)
        return -1;
    if (dir && store_open(&store, dir, session->settings->cache_mib * MIB, NULL) == 0)
        recall(store, name, slowest);
    if (slowest->time < 0) {
        rc = measure(session, &tests, slowest, err);
        if (rc == 0 && slowest->time >= 0 && store)
            keep(store, name, slowest);
    }
    store_close(store);
    return rc;
}

int jury_limit_settle(struct session *session, struct err *err)
{
    struct problem *problem = session->problem;
    const struct remarks *remarks = session->settings->remarks;
    const nsec_t fallback = problem->time_limit;
    struct slowest slowest = {.time = -1};

    if (problem->time_limit_given || session->settings->asked.time_limit > 0 ||
        problem->submission_count == 0 || problem->submit_answer)
        return 0;
    if (find_slowest(session, &slowest, err) < 0)
        return -1;
    if (slowest.time < 0) {
        problem->time_limit = fallback;
        remark(remarks,
               "%s: no time limit is stated and no accepted submission can be run here: it is "
               "%g s (-t SECONDS for another)",
               problem->given, (double)fallback / 1e9);
        return 0;
    }
    problem->time_limit = timelimit_compute(&problem->time_rule, slowest.time);
    remark(remarks,
           "%s: no time limit is stated: it is %g s, computed from %s (-t SECONDS for another, "
           "which also saves measuring)",
           problem->given, (double)problem->time_limit / 1e9, slowest.name);
    return 0;
}
