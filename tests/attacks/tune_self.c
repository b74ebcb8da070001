/* SPDX-License-Identifier: MIT */
/*
 * attack: none: tunes itself as honest programs do, and fails if a call fails.
 * expect: AC
 * why: A refusal that gains no safety is a wrong verdict. Other judges give an unlimited stack, and
 *      let programs lower their priority, choose their core and lock their memory.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int failed;

static void expect(const char *what, int ok)
{
    if (!ok)
        printf("%s: %s\n", what, strerror(errno));
    failed += !ok;
}

static void tune_limits(void)
{
    const struct rlimit large = {1 << 28, RLIM_INFINITY};
    const struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};
    struct rlimit limit;

    expect("stack of 256 MiB", setrlimit(RLIMIT_STACK, &large) == 0);
    expect("unlimited stack", setrlimit(RLIMIT_STACK, &unlimited) == 0);
    expect("by prlimit", prlimit(getpid(), RLIMIT_STACK, &unlimited, &limit) == 0);
    for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
        expect("getrlimit", getrlimit(resource, &limit) == 0);
        limit.rlim_cur = limit.rlim_max;
        expect("soft to hard", setrlimit(resource, &limit) == 0);
    }
}

static void tune_scheduling(void)
{
    struct sched_param param = {0};
    cpu_set_t own;

    errno = 0;
    expect("nice", nice(5) != -1 || errno == 0);
    expect("setpriority", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0)) == 0);
    expect("setpriority by number", setpriority(PRIO_PROCESS, (id_t)getpid(), 10) == 0);
    expect("getaffinity", sched_getaffinity(0, sizeof own, &own) == 0);
    expect("setaffinity", sched_setaffinity(0, sizeof own, &own) == 0);
    expect("setaffinity by number", sched_setaffinity(getpid(), sizeof own, &own) == 0);
    expect("SCHED_OTHER", sched_setscheduler(0, SCHED_OTHER, &param) == 0);
    expect("SCHED_BATCH", sched_setscheduler(0, SCHED_BATCH, &param) == 0);
    expect("sched_setparam", sched_setparam(0, &param) == 0);
}

static void tune_memory(void)
{
    static char block[1 << 20] __attribute__((aligned(4096)));
    static const int advice[] = {MADV_NORMAL,   MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED,
                                 MADV_DONTNEED, MADV_COLD,   MADV_PAGEOUT};

    for (int i = 0; i < 7; i++)
        expect("madvise", madvise(block, sizeof block, advice[i]) == 0);
    expect("mlock", mlock(block, sizeof block) == 0 && munlock(block, sizeof block) == 0);
    expect("mlockall", mlockall(MCL_CURRENT | MCL_FUTURE) == 0 && munlockall() == 0);
    expect("fadvise", posix_fadvise(0, 0, 0, POSIX_FADV_SEQUENTIAL) == 0);
    expect("fsync", fsync(0) == 0 && fdatasync(0) == 0);
}

static void tune_process(void)
{
    clockid_t clock;
    struct timespec time;

    expect("PR_SET_NAME", prctl(PR_SET_NAME, "solution") == 0);
    expect("PR_SET_DUMPABLE", prctl(PR_SET_DUMPABLE, 0) == 0);
    expect("PR_SET_PDEATHSIG", prctl(PR_SET_PDEATHSIG, 9) == 0);
    expect("PR_SET_NO_NEW_PRIVS", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    expect("personality", personality(0xffffffff) != -1);
    expect("ADDR_NO_RANDOMIZE", personality(ADDR_NO_RANDOMIZE) != -1);
    expect("own clock", clock_getcpuclockid(0, &clock) == 0 && clock_gettime(clock, &time) == 0);
}

int main(void)
{
    tune_limits();
    tune_scheduling();
    tune_memory();
    tune_process();
    puts(failed ? "refused" : "denied");
    return 0;
}
