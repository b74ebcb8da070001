/* SPDX-License-Identifier: MIT */
/*
 * A fork of a waiting interpreter becomes a run by the same steps as in inside/spawn.c, except what it
 * inherits: identity, resource limits, fixed addresses and oom_score_adj are those that the waiting
 * interpreter was started with.
 */
#include "sandbox/wire/protocol.h"
#include "sandbox/warm/library/hook.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int seal_receive(struct warm_request *request, int fds[3])
{
    int count;
    ssize_t n = wire_receive(WARM_CONTROL, request, sizeof *request, fds, 3, &count);

    if (n <= (ssize_t)offsetof(struct warm_request, filter) || count != 3)
        return -1;
    return (size_t)n == offsetof(struct warm_request, filter) +
                            request->filter_length * sizeof *request->filter
               ? 0
               : -1;
}

static int place_standard_fds(const int fds[3])
{
    for (int i = 0; i < 3; i++) {
        if (dup2(fds[i], i) < 0)
            return -1;
        close(fds[i]);
    }
    return 0;
}

static int limit_processes(const struct warm_request *request)
{
    struct rlimit both = {.rlim_cur = request->processes, .rlim_max = request->processes};

    return request->processes > 0 ? setrlimit(RLIMIT_NPROC, &both) : 0;
}

static int install_filter(struct warm_request *request)
{
    struct sock_fprog program = {.len = (unsigned short)request->filter_length,
                                 .filter = request->filter};
    uint32_t pid = (uint32_t)syscall(SYS_getpid);

    for (unsigned i = 0; i < request->pid_site_count; i++)
        request->filter[request->pid_sites[i]].k = pid;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &program);
}

static enum stage seal_steps(struct warm_request *request, const int fds[3], int *listener)
{
    if (place_standard_fds(fds) < 0 || chdir(request->work_dir) < 0 || setsid() < 0)
        return STAGE_CHDIR;
    umask(022);
    if (limit_processes(request) < 0)
        return STAGE_LIMITS;
    /* As in any program: it can read its own /proc files again, and init can too. */
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
        return STAGE_IDENTITY;
    *listener = install_filter(request);
    return *listener < 0 ? STAGE_FILTER : STAGE_NONE;
}

void seal(struct warm_request *request, const int fds[3])
{
    struct warm_sealed sealed = {.listener = -1};

    sealed.stage = (int32_t)seal_steps(request, fds, &sealed.listener);
    sealed.error = sealed.stage == STAGE_NONE ? 0 : errno;
    if (write(WARM_GATE, &sealed, sizeof sealed) != sizeof sealed || sealed.stage != STAGE_NONE)
        _exit(1);
}

void seal_pass_gate(void)
{
    char go;

    if (read(WARM_GATE, &go, 1) != 1)
        _exit(1);
    syscall(SYS_close_range, 3, ~0u, 0);
}
