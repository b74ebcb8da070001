/* SPDX-License-Identifier: MIT */
#include "judge/run.h"
#include "base/file.h"
#include "judge/stderr_line.h"

#include <unistd.h>

static void close_stdin(struct run *run)
{
    if (run->stdin_fd >= 0)
        close(run->stdin_fd);
    run->stdin_fd = -1;
}

/* The candidate's idle time stands still while the partner has the turn. */
static void note_turn(const struct relay *relay, bool of_candidate)
{
    const struct run *run = relay->turn_context;

    jobs_hold_idle(run->pool, &run->job, !of_candidate);
}

/* The pipes of this attempt. A run that waits for its partner needs more time than one that does not. */
static int connect_partner(struct run *run, struct run_request *request, struct err *err)
{
    struct relay *relay = &run->partner->relay;
    const bytes_t limits[RELAY_SIDES] = {run->allowance.output, run->partner->allowance.output};

    relay_close(relay);
    if (relay_open(relay, jobs_loop(run->pool), limits, err) < 0)
        return -1;
    relay->transcript = run->partner->transcript;
    if (relay->transcript)
        transcript_restart(relay->transcript);
    request->stdin_fd = relay->stdin_fd[RELAY_CANDIDATE];
    request->stdout_fd = relay->stdout_fd[RELAY_CANDIDATE];
    request->limits.wall *= 2;
    /* Only where it is known whose turn it is: else what waits for the partner would seem to sleep. */
    if (!run->partner->takes_turns)
        request->limits.idle = 0;
    else
        relay->turn = note_turn, relay->turn_context = run;
    return 0;
}

/* It must outlive the candidate, whose limits are those under test. */
static int prepare_partner(struct job *job, struct run_request *request, struct err *err)
{
    struct run *run = (struct run *)job;
    struct partner *partner = run->partner;

    request->stdin_fd = partner->relay.stdin_fd[RELAY_INTERACTOR];
    request->stdout_fd = partner->relay.stdout_fd[RELAY_INTERACTOR];
    request->limits = run_limits(&partner->allowance, job->alone || run->again);
    request->limits.idle = 0;
    request->limits.wall += 2 * run_limits(&run->allowance, job->alone || run->again).wall;
    request->product = partner->directory;
    request->product_is_directory = partner->directory != NULL;
    program_fill(partner->program, partner->args, &partner->call, request);
    return program_call_add(&partner->call, request, partner->files, partner->file_count, err);
}

static void partner_started(struct job *job)
{
    struct run *run = (struct run *)job;

    relay_started(&run->partner->relay);
    if (run->partner->takes_turns)
        jobs_hold_idle(run->pool, job, true);
}

static int open_input(struct run *run, struct run_request *request, struct err *err)
{
    if (run->partner)
        return connect_partner(run, request, err);
    run->stdin_fd = file_reopen(run->input_fd, err);
    request->stdin_fd = run->stdin_fd;
    return run->stdin_fd < 0 ? -1 : 0;
}

static int prepare_run(struct job *job, struct run_request *request, struct err *err)
{
    struct run *run = (struct run *)job;

    close_stdin(run); /* of an earlier attempt */
    request->limits = run_limits(&run->allowance, job->alone || run->again);
    if (open_input(run, request, err) < 0)
        return -1;
    program_fill(run->program, run->args, &run->call, request);
    request->product = run->directory;
    request->product_is_directory = run->directory != NULL;
    if (run->start_in)
        program_start_in(run->program, run->start_in, &run->call, request);
    if (job->alone || run->again)
        request->warm = NULL; /* a verdict near a limit is that of an interpreter of its own */
    return program_call_add(&run->call, request, run->files, run->file_count, err);
}

/*
 * Runs near a limit are measured again. The fork of a waiting interpreter is doubtful near the memory
 * limit too: its peak resident set includes pages that it shares with the waiting one and that are
 * not charged to it. So is any run whose output may have been counted as its memory.
 */
static bool is_doubtful(const struct run *run, bool near_limit)
{
    bytes_t limit = run->allowance.memory;

    return near_limit || run->result.memory_unsure ||
           (run->result.warm &&
            (run->result.end == RUN_MEMORY_LIMIT || run->result.memory > limit - limit / 10));
}

/* What sleeps disturbs no other run, and no other run can make it sleep. */
static bool is_idle(const struct run *run)
{
    return run->result.end == RUN_IDLE_LIMIT ||
           (run->waits_among_others && run->result.end == RUN_WALL_LIMIT &&
            classify_was_idle(&run->result, &run->allowance));
}

static bool was_idle_again(const struct run *run)
{
    return run->again && is_idle(run);
}

/*
 * A program that failed by itself has often said why: "exit code 1: ValueError: …". A runtime that has no
 * memory left ends by itself, before the limit that its heap is within.
 */
static void add_stderr(struct run *run, int stderr_fd)
{
    const char *const *says_memory = run->program->language->says_memory;
    bool by_itself = run->result.end == RUN_EXITED || run->result.end == RUN_SIGNALED;
    char line[JUDGEMENT_DETAIL];

    if (run->judgement.verdict != VERDICT_RTE || !by_itself)
        return;
    stderr_line(stderr_fd, line, sizeof line);
    if (says_memory && stderr_says(stderr_fd, says_memory))
        judgement_set(&run->judgement, VERDICT_MLE, "memory limit of %.4g MiB exceeded: %s",
                      (double)run->allowance.memory / (double)MIB, line);
    else if (line[0])
        judgement_set(&run->judgement, VERDICT_RTE, "%s: %s", run->judgement.detail, line);
}

static void run_ended(struct job *job, const struct job_outcome *outcome)
{
    struct run *run = (struct run *)job;
    bool near_limit;

    close_stdin(run);
    if (run->partner)
        relay_close(&run->partner->relay);
    run->failed = outcome->result == NULL;
    if (run->failed) {
        if (run->partner && run->partner->transcript)
            transcript_restart(run->partner->transcript);
        run->err = outcome->err;
        run->done(run, -1, -1);
        return;
    }
    run->result = *outcome->result;
    near_limit = classify_run(&run->result, &run->allowance, &run->judgement);
    if (run->partner) {
        run->partner->result = *outcome->partner;
        run->partner->stderr_fd = outcome->partner_stderr_fd;
        /* A busy host must not make a failure of the judge. */
        near_limit = near_limit || outcome->partner->end == RUN_WALL_LIMIT;
    }
    if (is_doubtful(run, near_limit) && !job->alone && !was_idle_again(run)) {
        run->again = is_idle(run);
        job->alone = !run->again;
        job->reserve = run->result.memory_unsure ? run->allowance.output : 0;
        jobs_submit_next(run->pool, job);
        return;
    }
    run->judgement.measured_alone = job->alone;
    run->judgement.load = outcome->load;
    add_stderr(run, outcome->stderr_fd);
    run->done(run, outcome->stdout_fd, outcome->stderr_fd);
}

nsec_t run_end_time(const struct run_result *result)
{
    return result->start + result->wall;
}

void run_start(struct run *run, bool next)
{
    run->job = (struct job){.cell = run->cell, .prepare = prepare_run, .done = run_ended};
    run->stdin_fd = -1;
    if (run->partner) {
        run->job.prepare_partner = prepare_partner;
        run->job.started = partner_started;
    }
    if (next)
        jobs_submit_next(run->pool, &run->job);
    else
        jobs_submit(run->pool, &run->job);
}

void run_cancel(struct run *run)
{
    if (run->job.state == JOB_IDLE)
        return;
    jobs_cancel(run->pool, &run->job);
    close_stdin(run);
    if (run->partner)
        relay_close(&run->partner->relay);
}
