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
#include "judge/check/check.h"
#include "judge/check/feedback.h"
#include "judge/score.h"
#include "judge/check/validator_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct interactor {
    struct partner partner;
    struct validator_call call;
    struct run_file files[2 + FEEDBACK_FILES_MAX];
    struct feedback_kept kept; /* from one pass to the next */
};

/* Whether the candidate's flow was cut off, and not only after the interactor had rejected. */
static bool flooded(const struct partner *partner, enum validator_end end)
{
    const struct relay_flow *flow = &partner->relay.flows[RELAY_CANDIDATE];

    return flow->over &&
           (end == VALIDATOR_ACCEPTED || flow->over_at < run_end_time(&partner->result));
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
    if (check->explain)
        judgement->explanation = feedback_messages(partner->result.product_fd);
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

/* Points of a testlib interactor: the score of an interaction that is accepted, if it can have one. */
static int take_points(struct check *check, const struct partner *partner, enum validator_end *end,
                       struct err *err)
{
    char message[JUDGEMENT_DETAIL];
    int taken;

    if (*end != VALIDATOR_POINTS || check->judgement->verdict != VERDICT_AC)
        return 0;
    validator_reason(true, &partner->result, partner->stderr_fd, message, sizeof message);
    taken = score_take_points(check, message, err);
    if (taken > 0)
        *end = VALIDATOR_ACCEPTED;
    return taken < 0 ? -1 : 0;
}

static void decide(struct check *check, const struct partner *partner)
{
    struct judgement ended, *judgement = check->judgement;
    const struct run_result *result = &partner->result;
    enum validator_end end;
    struct err err = {0};
    int points;

    classify_run(result, &partner->allowance, &ended);
    end = validator_ended_as(check->tests->is_testlib[0], result, &ended);
    points = take_points(check, partner, &end, &err);
    if (partner->relay.flows[RELAY_INTERACTOR].over)
        judgement_set(judgement, VERDICT_JE, "the interactor wrote more than validation_output");
    else if (end == VALIDATOR_UNDECIDED)
        blame_interactor(judgement, partner, &ended);
    else if (flooded(partner, end))
        classify_output_limit(&check->run->allowance, false, judgement);
    else if (points == 0 && end != VALIDATOR_ACCEPTED &&
             (judgement->verdict == VERDICT_AC ||
              run_end_time(result) < run_end_time(&check->run->result)))
        reject(check, partner, end == VALIDATOR_POINTS);
    else if (points < 0 ||
             (judgement->verdict == VERDICT_AC &&
              (score_take(check, result->product_fd, &err) < 0 || score_check(check, &err) < 0)))
        judgement_set(judgement, VERDICT_JE, "interactor: %s", err.msg);
}

static struct transcript *begin_transcript(const struct check *check)
{
    struct judgement *judgement = check->judgement;

    if (!judgement->transcript)
        judgement->transcript = transcript_new();
    if (judgement->transcript)
        transcript_begin_pass(judgement->transcript, check->pass);
    return judgement->transcript;
}

static const char *end_words(const struct judgement *ended)
{
    return ended->detail[0] ? ended->detail : "exit code 0";
}

static void end_transcript(const struct check *check, const struct partner *partner)
{
    static const char *const meanings[] = {[VALIDATOR_ACCEPTED] = " (accepted)",
                                           [VALIDATOR_REJECTED] = " (rejected)",
                                           [VALIDATOR_POINTS] = " (points)",
                                           [VALIDATOR_UNDECIDED] = ""};
    const struct run_result *ours = &check->run->result, *its = &partner->result;
    nsec_t start = ours->start < its->start ? ours->start : its->start;
    struct judgement ended;
    char words[JUDGEMENT_WORDS];

    classify_run(its, &partner->allowance, &ended);
    snprintf(words, sizeof words, "%s%s", end_words(&ended),
             meanings[validator_ended_as(check->tests->is_testlib[0], its, &ended)]);
    transcript_end_pass(partner->transcript, start,
                        (const struct transcript_end[]){
                            [TRANSCRIPT_CANDIDATE] = {.at = run_end_time(ours),
                                                      .words = end_words(&check->run->judgement)},
                            [TRANSCRIPT_INTERACTOR] = {.at = run_end_time(its), .words = words},
                        });
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
    memcpy(i->files, i->call.files, sizeof i->call.files);
    memcpy(&i->files[2], i->kept.files, i->kept.count * sizeof *i->files);
    if (check->transcript && !(i->partner.transcript = begin_transcript(check)))
        return err_set(err, ERR_JUDGE, "out of memory");
    i->partner.files = i->files;
    i->partner.file_count = 2 + i->kept.count;
    i->partner.directory = FEEDBACK_DIRECTORY;
    i->partner.allowance = validator_allowance(problem);
    run->partner = &i->partner;
    return 0;
}

/* After a pass that both sides ended well: does the interactor ask for another one? */
static enum check_step next_step(struct check *check, struct interactor *i)
{
    const struct problem *problem = check->tests->problem;
    int dir = i->partner.result.product_fd, more;
    struct err err = {0};

    if (!problem->multi_pass)
        return CHECK_SETTLED;
    more = feedback_next_pass(&i->kept, dir, &check->next_input_fd, &err);
    if (more < 0)
        judgement_set(check->judgement, VERDICT_JE, "interactor: %s", err.msg);
    else if (more > 0 && check->pass + 1 >= problem->validation_passes)
        judgement_set(check->judgement, VERDICT_JE,
                      "interactor: it asks for more passes than validation_passes allows");
    else if (more > 0)
        return CHECK_RUN_AGAIN;
    return CHECK_SETTLED;
}

static void end_interaction(struct check *check)
{
    struct interactor *i = check->state;

    if (i->partner.transcript)
        end_transcript(check, &i->partner);
    decide(check, &i->partner);
    check->done(check,
                check->judgement->verdict == VERDICT_AC ? next_step(check, i) : CHECK_SETTLED);
}

static void release_interaction(struct check *check)
{
    struct interactor *i = check->state;

    feedback_forget(&i->kept);
    free(i);
}

const struct check_kind check_interactive = {.name = "interactive",
                                             .begin = begin_interaction,
                                             .start = end_interaction,
                                             .release = release_interaction};
