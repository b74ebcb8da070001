/* SPDX-License-Identifier: MIT */
#include "stage/session.h"
#include "pool/cores.h"
#include "stage/cache.h"
#include "base/remark.h"

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

int session_open_pool(struct session *session, const struct settings *settings, struct err *err)
{
    session->settings = settings;
    jobs_hold_signals();
    raise_descriptor_limit();
    progress_init(&session->progress);
    if (sandbox_open(&session->sandbox, settings->isolation, err) < 0)
        return -1;
    sandbox_describe(session->sandbox, &session->facts);
    if (session->facts.limits_note[0])
        remark("isolation '%s': %s", isolation_name(session->facts.level),
               session->facts.limits_note);
    if (jobs_open(&session->pool, session->sandbox, settings->jobs ? settings->jobs : cores_count(),
                  err) < 0)
        return -1;
    session->cache = cache_open(settings, session->pool, session->facts.shows_dirs);
    return 0;
}

int session_load_problem(struct session *session, const char *problem, struct err *err)
{
    problem_free(session->problem);
    session->problem = NULL;
    if (problem_load(&session->problem, problem, err) < 0)
        return -1;
    for (size_t i = 0; i < session->problem->warning_count; i++)
        remark("%s", session->problem->warnings[i]);
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

/* Not for a run that was broken off: it has nothing to doubt. */
static void remark_on_pressure(const struct job_pool *pool)
{
    unsigned long long pressed = pool && jobs_pending(pool) == 0 ? jobs_counts(pool).pressed : 0;

    if (pressed > 0)
        remark("%llu run%s near the time limit %s measured while the host was busy with something "
               "else: such verdicts may be off (`winnow doctor` tells more)",
               pressed, pressed == 1 ? "" : "s", pressed == 1 ? "was" : "were");
}

void session_close(struct session *session)
{
    progress_end(&session->progress);
    /* A header that is being precompiled is half paid for: the next run will have it. */
    if (session->cache && jobs_pending(session->pool) == 0) {
        fflush(stdout); /* whoever reads our results need not wait for it */
        jobs_settle(session->pool, NULL);
    }
    remark_on_pressure(session->pool);
    jobs_close(session->pool);
    build_cache_close(session->cache);
    sandbox_close(session->sandbox);
    problem_free(session->problem);
    memset(session, 0, sizeof *session);
}
