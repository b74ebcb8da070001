/* SPDX-License-Identifier: MIT */
#include "pipeline.h"
#include "hall/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static nsec_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * NSEC_PER_SEC + t.tv_nsec;
}

static int set_up(struct pipeline *p, const struct settings *settings, const char *dir,
                  struct err *err)
{
    const struct problem *problem;

    if (session_open(&p->session, settings, p->problem_path, err) < 0)
        return -1;
    problem = p->session.problem;
    if (problem->sample_count == 0)
        say("%s: no examples: every candidate that compiles survives", p->problem_path);
    if (settings->evaluate && problem->secret_count == 0)
        return err_set(err, ERR_INPUT, "%s: --evaluate needs secret tests (data/secret)",
                       p->problem_path);
    if (ledger_open(&p->ledger, err) < 0)
        return -1;
    return dir ? journal_open(&p->journal, dir, &p->session, p->ledger, err) : 0;
}

static int filter(struct pipeline *p, struct err *err)
{
    return filter_run(&p->filtered, &p->session, p->ledger, p->journal, p->candidates_path, err);
}

static int make_inputs(struct pipeline *p, struct err *err)
{
    if (!journal_recall_inputs(p->journal, &p->inputs) &&
        (inputs_make(&p->inputs, &p->session, err) < 0 ||
         journal_inputs(p->journal, &p->inputs, err) < 0))
        return -1;
    progress_end(&p->session.progress);
    if (!p->session.settings->inputs_dir && p->inputs.count < p->session.settings->inputs)
        say("only %zu of %u inputs could be made (%zu rejected, %zu double)", p->inputs.count,
            p->session.settings->inputs, p->inputs.rejected, p->inputs.duplicates);
    return 0;
}

static int cluster(struct pipeline *p, size_t top, struct err *err)
{
    return cluster_run(&p->clustered, &p->session, p->ledger, p->journal, &p->filtered, &p->inputs,
                       top, err);
}

static int select_submissions(struct pipeline *p, struct err *err)
{
    const struct settings *s = p->session.settings;
    struct select_pool pool = {
        .clusters = p->clustered.clusters,
        .cluster_count = p->clustered.count,
        .weights = p->clustered.weights,
        .first = p->clustered.first,
        .scores = p->clustered.scores,
    };

    return select_picks(&pool, s->rule, s->seed, s->k, &p->picks, &p->pick_count, err);
}

static int evaluate(struct pipeline *p, struct err *err)
{
    if (!p->session.settings->evaluate)
        return 0;
    p->evaluated = calloc(p->pick_count + 1, sizeof *p->evaluated);
    if (!p->evaluated)
        return err_set(err, ERR_JUDGE, "out of memory");
    return evaluate_picks(p->evaluated, &p->session, p->ledger, p->journal, &p->filtered, p->picks,
                          p->pick_count, err);
}

/* The stages in order, each timed. */
static int run_stages(struct pipeline *p, const struct settings *settings, enum pipeline_end end,
                      const char *dir, struct err *err)
{
    size_t top = settings->full_matrix || end == PIPELINE_CLUSTER ? SIZE_MAX : settings->k;
    nsec_t t[6];

    t[0] = now();
    if (set_up(p, settings, dir, err) < 0)
        return -1;
    t[1] = now();
    if (filter(p, err) < 0)
        return -1;
    t[2] = t[3] = t[4] = t[5] = now();
    if (end != PIPELINE_FILTER) {
        if (make_inputs(p, err) < 0)
            return -1;
        t[3] = now();
        if (cluster(p, top, err) < 0)
            return -1;
        t[4] = now();
        if (end == PIPELINE_ALL && (select_submissions(p, err) < 0 || evaluate(p, err) < 0))
            return -1;
        t[5] = now();
    }
    progress_end(&p->session.progress);
    p->timings = (struct timings){.set_up = t[1] - t[0],
                                  .filter = t[2] - t[1],
                                  .inputs = t[3] - t[2],
                                  .cluster = t[4] - t[3],
                                  .evaluate = t[5] - t[4]};
    return 0;
}

int pipeline_run(struct pipeline *p, const struct settings *settings, const char *problem,
                 const char *candidates, enum pipeline_end end, const char *dir, struct err *err)
{
    memset(p, 0, sizeof *p);
    p->filtered.sources.fd = -1;
    p->problem_path = problem;
    p->candidates_path = candidates;
    return run_stages(p, settings, end, dir, err);
}

void pipeline_release(struct pipeline *p)
{
    free(p->picks);
    free(p->evaluated);
    clustered_release(&p->clustered);
    made_inputs_release(&p->inputs);
    filtered_release(&p->filtered);
    journal_close(p->journal);
    ledger_free(p->ledger);
    session_close(&p->session);
    memset(p, 0, sizeof *p);
}
