/* SPDX-License-Identifier: MIT */
/*
 * The check "interactive": the package's validator talks with the candidate while it runs, and its exit
 * code decides: 42 accepts, 43 rejects, everything else is a failure of the judge. Called as
 *
 *     interactor INPUT ANSWER FEEDBACK_DIR/ [ARGS...]
 *
 * with the candidate's stdout as its stdin and the other way round. Which of the two is to blame is
 * decided by which ended first: a rejection counts before the candidate's own end only if it came
 * before (problem package format; problemtools' execute.py has the same order). Else a candidate that
 * crashed would be a wrong answer, because its silence was one.
 */
#include "judge/check.h"
#include "judge/feedback.h"
#include "judge/score.h"
#include "judge/validator_call.h"

#include <stdlib.h>

struct interactor {
    struct partner partner;
    struct validator_call call;
};

static nsec_t end_of(const struct run_result *result)
{
    return result->start + result->wall;
}

/* Whether the candidate's flow was cut off before the interactor could decide. */
static bool flooded(const struct partner *partner)
{
    const struct relay_flow *flow = &partner->relay.flows[RELAY_CANDIDATE];

    return flow->over && flow->over_at < end_of(&partner->result);
}

static void reject(const struct check *check, const struct partner *partner, bool points)
{
    struct judgement *judgement = check->judgement;
    char message[JUDGEMENT_DETAIL];

    if (score_is_left(check, partner->result.product_fd)) {
        judgement_set(judgement, VERDICT_JE, "interactor: it rejects and leaves a score");
        return;
    }

    validator_reason(check->tests->is_testlib[0], &partner->result, partner->stderr_fd, message,
                     sizeof message);
    judgement_set(judgement, VERDICT_WA, "%s%s", points ? "not fully right: " : "",
                  message[0] ? message : "the interactor rejects");
}

static void blame_interactor(struct judgement *judgement, const struct partner *partner,
                             const struct judgement *ended)
{
    char words[JUDGEMENT_DETAIL];

    validator_end_words(&partner->result, ended, partner->stderr_fd, words, sizeof words);
    judgement_set(judgement, VERDICT_JE, "interactor: %s", words);
}

static void decide(struct check *check, const struct partner *partner)
{
    struct judgement ended, *judgement = check->judgement;
    const struct run_result *result = &partner->result;
    enum validator_end end;
    struct err err = {0};

    classify_run(result, &partner->allowance, &ended);
    end = validator_ended_as(check->tests->is_testlib[0], result, &ended);
    if (partner->relay.flows[RELAY_INTERACTOR].over)
        judgement_set(judgement, VERDICT_JE, "the interactor wrote more than validation_output");
    else if (end == VALIDATOR_UNDECIDED)
        blame_interactor(judgement, partner, &ended);
    else if (flooded(partner))
        classify_output_limit(&check->run->allowance, false, judgement);
    else if (end != VALIDATOR_ACCEPTED &&
             (judgement->verdict == VERDICT_AC || end_of(result) < end_of(&check->run->result)))
        reject(check, partner, end == VALIDATOR_POINTS);
    else if (judgement->verdict == VERDICT_AC &&
             (score_take(check, result->product_fd, &err) < 0 || score_check(check, &err) < 0))
        judgement_set(judgement, VERDICT_JE, "interactor: %s", err.msg);
}

static int begin_interaction(struct check *check, struct run *run, struct err *err)
{
    const struct problem *problem = check->tests->problem;
    struct interactor *i = check->state ? check->state : calloc(1, sizeof *i);

    check->state = i;
    if (!i)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (validator_call_fill(&i->call, check, 0, -1, err) < 0)
        return -1;
    i->partner.program = check->tests->validators[0];
    i->partner.args = i->call.args;
    i->partner.files = i->call.files;
    i->partner.file_count = 2;
    i->partner.directory = FEEDBACK_DIRECTORY;
    i->partner.allowance = validator_allowance(problem);
    run->partner = &i->partner;
    return 0;
}

static void end_interaction(struct check *check)
{
    const struct interactor *i = check->state;

    decide(check, &i->partner);
    check->done(check, CHECK_SETTLED);
}

static void release_interaction(struct check *check)
{
    free(check->state);
}

const struct check_kind check_interactive = {.name = "interactive",
                                             .begin = begin_interaction,
                                             .start = end_interaction,
                                             .release = release_interaction};
