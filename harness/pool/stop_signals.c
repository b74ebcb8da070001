/* SPDX-License-Identifier: MIT */
#include "pool/stop_signals.h"

#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t stop_mask(void)
{
    sigset_t mask;

    sigemptyset(&mask);
    sigaddset(&mask, SIGINT);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGHUP);
    sigaddset(&mask, SIGXCPU);
    return mask;
}

void stop_signals_hold(void)
{
    sigset_t mask = stop_mask();

    sigprocmask(SIG_BLOCK, &mask, NULL);
}

int stop_signals_open(sigset_t *before, struct err *err)
{
    sigset_t mask = stop_mask();
    int fd;

    if (sigprocmask(SIG_BLOCK, &mask, before) < 0)
        return err_sys(err, ERR_JUDGE, "sigprocmask");
    fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    return fd < 0 ? err_sys(err, ERR_JUDGE, "signalfd") : fd;
}

int stop_signals_read(int fd, struct err *err)
{
    struct signalfd_siginfo info;

    if (read(fd, &info, sizeof info) != sizeof info)
        return 0;
    if (info.ssi_signo == SIGXCPU)
        return err_set(
            err, ERR_INTERRUPTED,
            "interrupted: the CPU time that winnow itself may use (ulimit -t) is used up");
    return err_set(err, ERR_INTERRUPTED, "interrupted by SIG%s", sigabbrev_np((int)info.ssi_signo));
}
