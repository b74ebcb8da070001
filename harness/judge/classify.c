/* SPDX-License-Identifier: MIT */
#include "judge/classify.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PROCESSES = 64 }; /* DOMjudge's limit for processes and threads */

struct limits run_limits(const struct allowance *allowance, bool alone)
{
    nsec_t wall = 2 * allowance->time + NSEC_PER_SEC; /* CMS's rule */

    return (struct limits){
        .cpu = allowance->time + allowance->time / 10,
        .wall = alone ? 2 * wall : wall,
        .memory = allowance->memory,
        .output = allowance->output,
        .file_size = allowance->output,
        .processes = PROCESSES,
    };
}

static void set_verdict(struct classified *out, enum verdict verdict, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void set_verdict(struct classified *out, enum verdict verdict, const char *fmt, ...)
{
    va_list ap;

    out->verdict = verdict;
    va_start(ap, fmt);
    vsnprintf(out->detail, sizeof out->detail, fmt, ap);
    va_end(ap);
}

static double mib(bytes_t n)
{
    return (double)n / (double)MIB;
}

static double seconds(nsec_t t)
{
    return (double)t / (double)NSEC_PER_SEC;
}

static void classify_signal(int sig, struct classified *out)
{
    const char *name = sigabbrev_np(sig);
    const char *words = sigdescr_np(sig);

    if (sig == SIGSYS)
        set_verdict(
            out, VERDICT_RTE,
            "killed by signal %d (SIGSYS: a system call of a foreign architecture, or its own kill)",
            sig);
    else
        set_verdict(out, VERDICT_RTE, "killed by signal %d (SIG%s: %s)", sig, name ? name : "?",
                    words ? words : "unknown");
}

static void classify_wall(const struct run_result *result, const struct allowance *allowance,
                          struct classified *out)
{
    /* Less than a tenth of the CPU time that it might have used: waiting, not working. */
    bool idle = result->cpu < allowance->time / 10;

    set_verdict(out, VERDICT_TLE,
                idle ? "idle until the wall limit of %.3g s" : "wall limit of %.3g s exceeded",
                seconds(2 * allowance->time + NSEC_PER_SEC));
    out->near_limit = !idle;
}

void classify_run(const struct run_result *result, const struct allowance *allowance,
                  struct classified *out)
{
    bool over = result->cpu > allowance->time;

    memset(out, 0, sizeof *out);
    /* Within a tenth of the limit, either side; what was killed for its time was further over. */
    out->near_limit = result->end != RUN_CPU_LIMIT && result->end != RUN_FORBIDDEN_CALL &&
                      result->cpu > allowance->time - allowance->time / 10;
    if (result->end == RUN_WALL_LIMIT) {
        classify_wall(result, allowance, out);
        return;
    }
    if (result->end == RUN_CPU_LIMIT || (over && result->end != RUN_FORBIDDEN_CALL)) {
        set_verdict(out, VERDICT_TLE, "CPU time limit of %.3g s exceeded",
                    seconds(allowance->time));
        return;
    }
    switch (result->end) {
    case RUN_EXITED:
        if (result->code != 0)
            set_verdict(out, VERDICT_RTE, "exit code %d", result->code);
        else
            out->verdict = VERDICT_AC;
        break;
    case RUN_SIGNALED:
        classify_signal(result->code, out);
        break;
    case RUN_MEMORY_LIMIT:
        set_verdict(out, VERDICT_MLE, "memory limit of %.4g MiB exceeded", mib(allowance->memory));
        break;
    case RUN_OUTPUT_LIMIT:
        set_verdict(out, VERDICT_OLE, "output limit of %.4g MiB exceeded", mib(allowance->output));
        break;
    case RUN_FILE_LIMIT:
        set_verdict(out, VERDICT_OLE, "file size limit of %.4g MiB exceeded",
                    mib(allowance->output));
        break;
    case RUN_PROCESS_LIMIT:
        set_verdict(out, VERDICT_RTE, "process limit of %d exceeded", PROCESSES);
        break;
    case RUN_FORBIDDEN_CALL:
        set_verdict(out, VERDICT_RTE, "forbidden system call %s", result->call);
        break;
    case RUN_CPU_LIMIT:
    case RUN_WALL_LIMIT:
        break;
    }
}
