/* SPDX-License-Identifier: MIT */
#include "hall/evaluate.h"
#include "judge/trial.h"
#include "winnow/cleanup.h"

static void trial_done(struct trial *trial)
{
    struct evaluated *out = trial->context;

    out->verdict = trial->verdict;
    out->test = trial->test;
    out->cpu = trial->cpu;
    out->memory = trial->memory;
    snprintf(out->detail, sizeof out->detail, "%s", trial->detail);
}

int evaluate_picks(struct evaluated *out, struct session *session, const struct filtered *filtered,
                   const struct select_pick *picks, size_t count, struct err *err)
{
    cleanup_with(cases_release) struct cases secrets = {0};
    cleanup_free struct trial *trials = calloc(count + 1, sizeof *trials);
    struct trial_rules rules = {.pool = session->pool,
                                .cache = session->cache,
                                .problem = session->problem,
                                .cases = &secrets};
    int rc;

    if (!trials)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (cases_load(&secrets, session->problem->secrets, session->problem->secret_count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        out[i].verdict = VERDICT_JE;
        trial_start_built(&trials[i], &rules, &filtered->survivors[picks[i].survivor].program,
                          trial_done, &out[i]);
    }
    while ((rc = jobs_step(session->pool, err)) > 0)
        progress_show(&session->progress, "evaluate %zu submissions on %zu secret tests", count,
                      secrets.count);
    for (size_t i = 0; i < count; i++)
        trial_release(&trials[i]);
    return rc;
}
