/* SPDX-License-Identifier: MIT */
/*
 * Seals a fork of a waiting interpreter, which then is a run: those steps of spawn.c that a fork does
 * not inherit. It inherits the uid, resource limits, fixed addresses and oom_score_adj from the
 * waiting process, which was started with them.
 */
#include "sandbox/protocol.h"
#include "sandbox/warm/hook.h"

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

static int take_descriptors(const int fds[3])
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

    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &program);
}

static enum stage steps(struct warm_request *request, const int fds[3], int *listener)
{
    if (take_descriptors(fds) < 0 || chdir(request->work_dir) < 0 || setsid() < 0)
        return STAGE_CHDIR;
    umask(022);
    if (limit_processes(request) < 0)
        return STAGE_LIMITS;
    /* Dumpable again, as any program is: it can read its own /proc, and init can take its listener. */
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
        return STAGE_IDENTITY;
    *listener = install_filter(request);
    return *listener < 0 ? STAGE_FILTER : STAGE_NONE;
}

void seal(struct warm_request *request, const int fds[3])
{
    struct warm_sealed sealed = {.listener = -1};

    sealed.stage = steps(request, fds, &sealed.listener);
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
