/* SPDX-License-Identifier: MIT */
#include "stage/session.h"
#include "pool/cores.h"
#include "base/file.h"
#include "base/remark.h"
#include "pool/stop_signals.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* Survivors' programs and test data are held by descriptor. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* The XDG Base Directory Specification: a relative path is to be ignored. */
static char *default_dir(void)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

    if (cache && cache[0] == '/')
        return file_join(cache, "winnow");
    return home && home[0] == '/' ? file_join(home, ".cache/winnow") : NULL;
}

static void warn_of_cache(void *context, const char *words)
{
    const struct settings *settings = context;

    remark(settings->remarks, "%s; going on without", words);
}

/* The compile cache: --cache, else $WINNOW_CACHE, else the user's own. NULL: without one. */
static struct build_cache *open_cache(struct session *session)
{
    const struct settings *settings = session->settings;
    const char *asked = settings->cache ? settings->cache : getenv("WINNOW_CACHE");
    cleanup_free char *dir = asked && *asked ? strdup(asked) : default_dir();
    struct build_cache_options options = {.dir = dir,
                                          .cap = settings->cache_mib * MIB,
                                          .shows_dirs = session->facts.shows_dirs,
                                          .warn = warn_of_cache,
                                          .context = (void *)(uintptr_t)settings};
    struct build_cache *cache;
    struct err err = {0};

    if (!dir || strcmp(dir, "off") == 0)
        return NULL;
    if (build_cache_open(&cache, &options, session->pool, &err) == 0)
        return cache;
    remark(settings->remarks, "no compile cache: %s", err.msg);
    return NULL;
}

int session_open_pool(struct session *session, const struct settings *settings, struct err *err)
{
    session->settings = settings;
    stop_signals_hold();
    raise_descriptor_limit();
    progress_init(&session->progress);
    if (sandbox_open(&session->sandbox, settings->isolation, err) < 0)
        return -1;
    sandbox_describe(session->sandbox, &session->facts);
    if (session->facts.limits_note[0])
        remark(settings->remarks, "isolation '%s': %s", isolation_name(session->facts.level),
               session->facts.limits_note);
    if (jobs_open(&session->pool, session->sandbox, settings->jobs ? settings->jobs : cores_count(),
                  err) < 0)
        return -1;
    session->cache = open_cache(session);
    return service_open(&session->service, session->pool, session->cache, err);
}

int session_load_problem(struct session *session, const char *problem, struct err *err)
{
    problem_free(session->problem);
    session->problem = NULL;
    if (problem_load(&session->problem, problem, err) < 0)
        return -1;
    for (size_t i = 0; i < session->problem->warning_count; i++)
        remark(session->settings->remarks, "%s", session->problem->warnings[i]);
    if (session->settings->time_limit > 0)
        session->problem->time_limit =
            (nsec_t)llround(session->settings->time_limit * (double)NSEC_PER_SEC);
    return 0;
}

int session_open(struct session *session, const struct settings *settings, const char *problem,
                 struct err *err)
{
    session->settings = settings;
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
