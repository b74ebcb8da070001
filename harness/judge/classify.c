/* SPDX-License-Identifier: MIT */
#include "judge/classify.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PROCESSES = 64 }; /* DOMjudge's limit for processes and threads */

/* No less than a start from a slow disk may take. */
static nsec_t idle_limit(const struct allowance *allowance)
{
    return allowance->time > NSEC_PER_SEC ? allowance->time : NSEC_PER_SEC;
}

struct limits run_limits(const struct allowance *allowance, bool alone)
{
    nsec_t wall = 2 * allowance->time + NSEC_PER_SEC; /* CMS's rule */
    nsec_t cpu = allowance->time + allowance->time / 10;
    nsec_t idle = idle_limit(allowance);

    return (struct limits){
        .cpu = cpu > allowance->time_measured ? cpu : allowance->time_measured,
        .wall = alone ? 2 * wall : wall,
        .idle = alone ? 2 * idle : idle,
        .memory = allowance->memory,
        .output = allowance->output,
        .file_size = allowance->output,
        .processes = PROCESSES,
    };
}

static double mib(bytes_t n)
{
    return (double)n / (double)MIB;
}

static double seconds(nsec_t t)
{
    return (double)t / (double)NSEC_PER_SEC;
}

static void classify_signal(int sig, struct judgement *out)
{
    const char *name = sigabbrev_np(sig);
    const char *words = sigdescr_np(sig);

    if (sig == SIGSYS)
        judgement_set(
            out, VERDICT_RTE,
            "killed by signal %d (SIGSYS: a system call of a foreign architecture, or its own kill)",
            sig);
    else
        judgement_set(out, VERDICT_RTE, "killed by signal %d (SIG%s: %s)", sig, name ? name : "?",
                      words ? words : "unknown");
}

/*
 * Less than a tenth of the CPU time that it might have used: it was waiting, not working. An interpreter
 * can take 0.1 s to start.
 */
bool classify_was_idle(const struct run_result *result, const struct allowance *allowance)
{
    return result->cpu < allowance->time / 10 || result->cpu < 100 * NSEC_PER_MS;
}

/*
 * Within a tenth of the limit, either side; a program killed for its CPU time was further over. A wall
 * limit is always doubtful, as is one of idle time: what a program waits for may be the host.
 */
static bool is_near_limit(const struct run_result *result, const struct allowance *allowance)
{
    if (result->end == RUN_WALL_LIMIT || result->end == RUN_IDLE_LIMIT)
        return true;
    return result->end != RUN_CPU_LIMIT && result->end != RUN_FORBIDDEN_CALL &&
           result->cpu > allowance->time - allowance->time / 10 &&
           result->cpu <= allowance->time + allowance->time / 10;
}

static void classify_time(const struct run_result *result, const struct allowance *allowance,
                          struct judgement *out)
{
    if (result->end == RUN_IDLE_LIMIT)
        judgement_set(out, VERDICT_TLE, "idle for more than %.3g s",
                      seconds(idle_limit(allowance)));
    else if (result->end != RUN_WALL_LIMIT)
        judgement_set(out, VERDICT_TLE, "CPU time limit of %.3g s exceeded",
                      seconds(allowance->time));
    else
        judgement_set(out, VERDICT_TLE,
                      classify_was_idle(result, allowance) ? "idle until the wall limit of %.3g s"
                                                           : "wall limit of %.3g s exceeded",
                      seconds(2 * allowance->time + NSEC_PER_SEC));
}

void classify_output_limit(const struct allowance *allowance, bool on_stderr, struct judgement *out)
{
    judgement_set(out, VERDICT_OLE, "output limit of %.4g MiB exceeded%s", mib(allowance->output),
                  on_stderr ? " on stderr" : "");
}

static void classify_end(const struct run_result *result, const struct allowance *allowance,
                         struct judgement *out)
{
    switch (result->end) {
    case RUN_EXITED:
        if (result->code != 0)
            judgement_set(out, VERDICT_RTE, "exit code %d", result->code);
        else
            out->verdict = VERDICT_AC;
        break;
    case RUN_SIGNALED:
        classify_signal(result->code, out);
        break;
    case RUN_MEMORY_LIMIT:
        judgement_set(out, VERDICT_MLE, "memory limit of %.4g MiB exceeded",
                      mib(allowance->memory));
        break;
    case RUN_OUTPUT_LIMIT:
        classify_output_limit(allowance, result->output <= allowance->output, out);
        break;
    case RUN_FILE_LIMIT:
        judgement_set(out, VERDICT_OLE, "file size limit of %.4g MiB exceeded",
                      mib(allowance->output));
        break;
    case RUN_PROCESS_LIMIT:
        judgement_set(out, VERDICT_RTE, "process limit of %d exceeded", PROCESSES);
        break;
    case RUN_FORBIDDEN_CALL:
        judgement_set(out, VERDICT_RTE, "forbidden system call %s", result->call);
        break;
    case RUN_NOT_EXECUTABLE:
        judgement_set(out, VERDICT_RTE, "the program cannot be executed: %s",
                      strerror(result->code));
        break;
    case RUN_CPU_LIMIT:
    case RUN_WALL_LIMIT:
    case RUN_IDLE_LIMIT:
        break;
    }
}

bool classify_run(const struct run_result *result, const struct allowance *allowance,
                  struct judgement *out)
{
    bool over = result->cpu > allowance->time && result->end != RUN_FORBIDDEN_CALL;

    *out = (struct judgement){
        .verdict = VERDICT_AC, .cpu = result->cpu, .wall = result->wall, .memory = result->memory};
    if (over || result->end == RUN_CPU_LIMIT || result->end == RUN_WALL_LIMIT ||
        result->end == RUN_IDLE_LIMIT)
        classify_time(result, allowance, out);
    else
        classify_end(result, allowance, out);
    return is_near_limit(result, allowance);
}
