/* SPDX-License-Identifier: MIT */
#include "stage/session.h"
#include "stage/tested_host.h"
#include "lang/compile/build.h"
#include "pool/cores.h"
#include "pool/own_limits.h"
#include "base/file.h"
#include "base/remark.h"
#include "pool/stop_signals.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* As far as the language to which most is allowed. */
static void extend_for_languages(nsec_t *time, bytes_t *memory)
{
    const struct language *language;
    const nsec_t time_limit = *time;
    const bytes_t memory_limit = *memory;

    for (size_t i = 0; (language = language_at(i)); i++) {
        nsec_t its_time = time_limit;
        bytes_t its_memory = memory_limit;

        language_extend(language, &its_time, &its_memory);
        *time = larger(*time, its_time);
        *memory = larger(*memory, its_memory);
    }
}

/* What the session's problem needs; without one yet, what the self-test of the sandbox needs. */
static struct limit_needs needs_of(const struct session *session)
{
    const struct problem *p = session->problem ? session->problem : session->limits;
    const struct settings *settings = session->settings;
    struct limit_needs needs = {.cpu = NSEC_PER_SEC, .memory = 64 * MIB, .file = MIB};
    nsec_t run;

    needs.slots = settings->jobs ? settings->jobs : cores_count();
    if (!p)
        return needs;
    run = p->time_limit;
    needs.memory = p->memory_limit;
    extend_for_languages(&run, &needs.memory);
    run = larger(run, p->validation_time_limit);
    needs.cpu = larger(p->compile_time_limit, run + run / 10);
    needs.memory =
        larger(needs.memory, larger(p->compile_memory_limit, p->validation_memory_limit));
    needs.file = larger(p->output_limit, BUILD_FILE_MAX);
    needs.held = 2 * (p->sample_count + p->secret_count) + settings->inputs + p->generator_count +
                 p->input_validator_count + session->more_files;
    return needs;
}

static int check_own_limits(const struct session *session, struct err *err)
{
    const struct limit_needs needs = needs_of(session);

    return own_limits_check(&needs, err);
}

size_t session_spare_files(const struct session *session)
{
    const struct limit_needs needs = needs_of(session);

    return own_limits_spare_files(&needs);
}

static void warn_of_cache(void *context, const char *words)
{
    const struct settings *settings = context;

    remark(settings->remarks, "%s; going on without", words);
}

char *session_cache_dir(const struct settings *settings)
{
    const char *asked = settings->cache ? settings->cache : getenv("WINNOW_CACHE");

    if (settings->plain || (asked && strcmp(asked, "off") == 0))
        return NULL;
    return asked && *asked ? strdup(asked) : file_of_user("XDG_CACHE_HOME", ".cache", "winnow");
}

const struct language *session_python(const struct session *session,
                                      const struct language *language, bool auto_is_pypy)
{
    enum python_choice choice = session->settings->python;
    bool wanted = choice == PYTHON_PYPY || (choice == PYTHON_AUTO && auto_is_pypy);
    const struct language *pypy = language && wanted && strcmp(language->name, "python3") == 0
                                      ? language_by_name("pypy3")
                                      : NULL;

    return pypy ? pypy : language;
}

/* The compile cache, or NULL: without one. */
static struct build_cache *open_cache(struct session *session)
{
    const struct settings *settings = session->settings;
    cleanup_free char *dir = session_cache_dir(settings);
    struct build_cache_options options = {.dir = dir,
                                          .cap = settings->cache_mib * MIB,
                                          .shows_dirs = session->facts.shows_dirs,
                                          .warn = warn_of_cache,
                                          .context = (void *)(uintptr_t)settings};
    struct build_cache *cache;
    struct err err = {0};

    if (!dir)
        return NULL;
    if (build_cache_open(&cache, &options, session->pool, &err) == 0)
        return cache;
    remark(settings->remarks, "no compile cache: %s", err.msg);
    return NULL;
}

/* What compilers and runtimes need besides the usual must be visible in the cells. */
static int show_languages(struct sandbox *sandbox, struct err *err)
{
    const struct language *language;

    for (size_t i = 0; (language = language_at(i)); i++) {
        const char *const *place = language_is_installed(language) ? language->places : NULL;

        for (; place && *place; place++)
            if (sandbox_show(sandbox, *place, err) < 0)
                return -1;
    }
    return 0;
}

int session_open_pool(struct session *session, const struct settings *settings, struct err *err)
{
    cleanup_free char *dir = session_cache_dir(settings);

    session->settings = settings;
    stop_signals_hold();
    if (check_own_limits(session, err) < 0)
        return -1;
    progress_init(&session->progress);
    if (tested_host_open(&session->sandbox, settings, dir, err) < 0)
        return -1;
    if (settings->plain)
        sandbox_start_anew(session->sandbox);
    sandbox_describe(session->sandbox, &session->facts);
    if (session->facts.limits_note[0])
        remark(settings->remarks, "isolation '%s': %s", isolation_name(session->facts.level),
               session->facts.limits_note);
    if (show_languages(session->sandbox, err) < 0 ||
        (session->place && sandbox_show(session->sandbox, session->place, err) < 0))
        return -1;
    if (jobs_open(&session->pool, session->sandbox, settings->jobs ? settings->jobs : cores_count(),
                  err) < 0)
        return -1;
    session->cache = open_cache(session);
    if (service_open(&session->service, session->pool, session->cache, err) < 0)
        return -1;
    service_set_plain(session->service, settings->plain);
    return 0;
}

int session_load_problem(struct session *session, const char *problem, struct err *err)
{
    problem_free(session->problem);
    session->problem = NULL;
    if (problem_load(&session->problem, problem, err) < 0 ||
        problem_settle(session->problem, &session->settings->asked, err) < 0 ||
        (session->settings->generator &&
         problem_use_generator(session->problem, session->settings->generator, err) < 0))
        return -1;
    for (size_t i = 0; i < session->problem->warning_count; i++)
        remark(session->settings->remarks, "%s", session->problem->warnings[i]);
    return check_own_limits(session, err);
}

int session_open(struct session *session, const struct settings *settings, const char *problem,
                 struct err *err)
{
    session->settings = settings;
    stop_signals_hold(); /* what an archive was unpacked to is removed at the end */
    if (session_load_problem(session, problem, err) < 0)
        return -1;
    return session_open_pool(session, settings, err);
}

static void remark_on_pressure(const struct session *session)
{
    unsigned long long pressed = jobs_counts(session->pool).pressed;

    if (pressed > 0)
        remark(session->settings->remarks,
               "%llu run%s near the time limit %s measured while the host was busy with something "
               "else: such verdicts may be off (`winnow doctor` tells more)",
               pressed, pressed == 1 ? "" : "s", pressed == 1 ? "was" : "were");
}

/* The end of work that was not broken off. */
static void settle_session(const struct session *session)
{
    remark_on_pressure(session);
    if (!session->cache)
        return;
    /* A header that is being precompiled is half paid for: the next run will have it. */
    fflush(stdout); /* the results need not wait for it */
    jobs_settle(session->pool, NULL);
}

void session_close(struct session *session)
{
    progress_end(&session->progress);
    if (session->service && !service_broken_off(session->service))
        settle_session(session);
    service_close(session->service);
    jobs_close(session->pool);
    build_cache_close(session->cache);
    sandbox_close(session->sandbox);
    problem_free(session->problem);
    memset(session, 0, sizeof *session);
}

void promise_to_go_on(const char *dir, struct err *err)
{
    const struct err cause = *err;

    if (cause.kind == ERR_INTERRUPTED)
        err_set(err, cause.kind, "%.500s; the same command goes on from %.400s", cause.msg, dir);
}
