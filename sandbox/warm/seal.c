/* SPDX-License-Identifier: MIT */
/*
 * How a fork of a waiting interpreter becomes a run: what spawn.c does to a program before it is
 * executed, as far as it is not inherited already. Identity, resource limits, fixed addresses and the
 * place in the kernel's order of victims come from the one that waits, which was started with them.
 */
#include "sandbox/protocol.h"
#include "sandbox/warm/hook.h"

#include <errno.h>
#include <linux/close_range.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int seal_receive(struct warm_request *request, int fds[3])
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(3 * sizeof(int))];
    } control;
    struct iovec iov = {.iov_base = request, .iov_len = sizeof *request};
    struct msghdr msg = {.msg_iov = &iov,
                         .msg_iovlen = 1,
                         .msg_control = &control,
                         .msg_controllen = sizeof control};
    ssize_t n;

    do {
        n = recvmsg(WARM_CONTROL, &msg, MSG_CMSG_CLOEXEC);
    } while (n < 0 && errno == EINTR);
    if (n < (ssize_t)offsetof(struct warm_request, filter) || request->filter_length == 0 ||
        request->filter_length > WARM_FILTER_MAX || msg.msg_controllen != sizeof control)
        return -1;
    memcpy(fds, CMSG_DATA(&control.header), 3 * sizeof(int));
    return 0;
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
    /* It may look at itself again, as any program may; and init at it. */
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
