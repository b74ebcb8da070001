/* SPDX-License-Identifier: MIT */
#include "stage/rebuild.h"
#include "lang/build.h"

#include <stdlib.h>

enum { WINDOW_PER_SLOT = 4 }; /* builds begun at one time: each holds its source in memory */

struct rebuild {
    struct session *session;
    struct survivors *survivors;
    struct buf source;
    size_t in_flight, built;
    struct err failure;
};

struct one_build {
    struct build build; /* first */
    struct rebuild *rebuild;
    struct survivor *survivor;
};

static void build_done(struct build *build)
{
    struct one_build *one = (struct one_build *)build;
    struct rebuild *rebuild = one->rebuild;

    rebuild->in_flight--;
    rebuild->built++;
    if (build->status == BUILD_REJECTED)
        err_set(&rebuild->failure, ERR_JUDGE,
                "a program that passed the examples in an earlier run does not compile now: %s",
                build->detail);
    else if (build->status == BUILD_FAILED)
        rebuild->failure = build->err;
    else if (program_to_disk(&build->program, &rebuild->failure) == 0) {
        one->survivor->program = build->program;
        build->program.language = NULL;
    }
    build_release(build);
    free(one);
}

static int start(struct rebuild *rebuild, size_t survivor, struct err *err)
{
    const struct problem *problem = rebuild->session->problem;
    struct build_limits limits = {
        .cpu = problem->compile_time_limit,
        .memory = problem->compile_memory_limit,
    };
    struct one_build *one = calloc(1, sizeof *one);

    if (!one)
        return err_set(err, ERR_JUDGE, "out of memory");
    one->rebuild = rebuild;
    one->survivor = &rebuild->survivors->list[survivor];
    if (survivors_source(rebuild->survivors, survivor, &rebuild->source, err) < 0 ||
        build_start(&one->build, rebuild->session->pool, rebuild->session->cache,
                    one->survivor->language, buf_str(&rebuild->source), rebuild->source.len, limits,
                    build_done, err) < 0) {
        free(one);
        return -1;
    }
    rebuild->in_flight++;
    return 0;
}

/* Waits until at most `most` builds are under way. */
static int wait(struct rebuild *rebuild, size_t most, size_t count, struct err *err)
{
    while (rebuild->in_flight > most) {
        if (jobs_step(rebuild->session->pool, err) < 0)
            return -1;
        progress_show(&rebuild->session->progress, "compile", rebuild->built,
                      progress_fraction(rebuild->built, count), "%zu of %zu survivors again",
                      rebuild->built, count);
    }
    if (rebuild->failure.kind == ERR_NONE)
        return 0;
    *err = rebuild->failure;
    return -1;
}

int rebuild_programs(struct session *session, struct survivors *survivors, const size_t *which,
                     size_t count, struct err *err)
{
    struct rebuild rebuild = {
        .session = session, .survivors = survivors, .source = BUF_INIT(BUF_CAP_SOURCE)};
    size_t window = (size_t)jobs_slots(session->pool) * WINDOW_PER_SLOT;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < count; i++) {
        if (survivors->list[which[i]].program.language)
            continue;
        rc = start(&rebuild, which[i], err);
        if (rc == 0)
            rc = wait(&rebuild, window, count, err);
    }
    if (rc == 0)
        rc = wait(&rebuild, 0, count, err);
    buf_release(&rebuild.source);
    return rc;
}
