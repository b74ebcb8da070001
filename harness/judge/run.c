/* SPDX-License-Identifier: MIT */
#include "judge/run.h"
#include "base/file.h"

#include <unistd.h>

static void close_stdin(struct run *probe)
{
    if (probe->stdin_fd >= 0)
        close(probe->stdin_fd);
    probe->stdin_fd = -1;
}

static int prepare(struct job *job, struct run_request *request, struct err *err)
{
    struct run *probe = (struct run *)job;

    close_stdin(probe); /* of an earlier attempt */
    probe->stdin_fd = file_reopen(probe->input_fd, err);
    if (probe->stdin_fd < 0)
        return -1;
    request->stdin_fd = probe->stdin_fd;
    request->limits = run_limits(&probe->allowance, job->alone);
    program_fill(probe->program, probe->args, &probe->call, request);
    if (job->alone)
        request->warm = NULL; /* what decides is an interpreter of the run's own */
    return 0;
}

/*
 * Near a limit, a run is measured again. For the fork of a waiting interpreter that goes for memory
 * too: what it shares with that one is in its peak resident set but is not charged to it.
 */
static bool is_doubtful(const struct run *probe)
{
    bytes_t limit = probe->allowance.memory;

    return probe->classified.near_limit ||
           (probe->result.warm &&
            (probe->result.end == RUN_MEMORY_LIMIT || probe->result.memory > limit - limit / 10));
}

static void job_done(struct job *job, const struct job_outcome *outcome)
{
    struct run *probe = (struct run *)job;

    close_stdin(probe);
    probe->failed = outcome->result == NULL;
    if (probe->failed) {
        probe->err = outcome->err;
        probe->done(probe, -1);
        return;
    }
    probe->result = *outcome->result;
    classify_run(&probe->result, &probe->allowance, &probe->classified);
    if (is_doubtful(probe) && !job->alone) {
        job->alone = true;
        jobs_submit_next(probe->pool, job);
        return;
    }
    probe->done(probe, outcome->stdout_fd);
}

void run_start(struct run *probe, bool next)
{
    probe->job = (struct job){.cell = JOB_CELL_RUN, .prepare = prepare, .done = job_done};
    probe->stdin_fd = -1;
    if (next)
        jobs_submit_next(probe->pool, &probe->job);
    else
        jobs_submit(probe->pool, &probe->job);
}
