/* SPDX-License-Identifier: MIT */
/* One message with descriptors; protocol.c and warm/ use it. */
#include "sandbox/wire/protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t wire_send(int socket, const void *bytes, size_t n, const int *fds, int fd_count)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(WIRE_FDS_MAX * sizeof(int))];
    } control;
    struct iovec iov = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = n};
    struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
    ssize_t sent;

    if (fd_count > 0) {
        memset(&control, 0, sizeof control);
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN((size_t)fd_count * sizeof(int));
        memcpy(CMSG_DATA(&control.header), fds, (size_t)fd_count * sizeof(int));
        msg.msg_control = &control;
        msg.msg_controllen = CMSG_SPACE((size_t)fd_count * sizeof(int));
    }
    do {
        sent = sendmsg(socket, &msg, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent;
}

ssize_t wire_receive(int socket, void *bytes, size_t n, int *fds, int fd_room, int *fd_count)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(WIRE_FDS_MAX * sizeof(int))];
    } control;
    struct iovec iov = {.iov_base = bytes, .iov_len = n};
    struct msghdr msg = {.msg_iov = &iov,
                         .msg_iovlen = 1,
                         .msg_control = &control,
                         .msg_controllen = sizeof control};
    ssize_t got;
    bool broken;

    *fd_count = 0;
    do {
        got = recvmsg(socket, &msg, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return -1;
    broken = (msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c)) {
        size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        for (size_t i = 0; i < count; i++) {
            int fd;

            memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
            if (*fd_count < fd_room)
                fds[(*fd_count)++] = fd;
            else
                close(fd);
        }
    }
    if (!broken)
        return got;
    while (*fd_count > 0)
        close(fds[--*fd_count]);
    errno = EMSGSIZE;
    return -1;
}
