/* SPDX-License-Identifier: MIT */
/*
 * Answers on the wire, as winnow receives them from a cell: arbitrary bytes of any length, then
 * real messages over a socket pair with any number of descriptors beside them, into buffers that
 * may be too small. Whatever comes, no descriptor is left open that was not handed out.
 */
#include "sandbox/wire/protocol.h"
#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FDS_WATCHED = 128,
    FDS_SENT_MAX = 48, /* four times what a message may carry */
    MESSAGES = 4,
    BYTES_MAX = 512, /* of a message and of a buffer: an answer has about 120 */
};

/* Which of the low descriptors are open, in one call. */
static void open_descriptors(bool open[FDS_WATCHED])
{
    struct pollfd fds[FDS_WATCHED];

    for (int fd = 0; fd < FDS_WATCHED; fd++)
        fds[fd] = (struct pollfd){.fd = fd};
    CHECK(poll(fds, FDS_WATCHED, 0) >= 0);
    for (int fd = 0; fd < FDS_WATCHED; fd++)
        open[fd] = (fds[fd].revents & POLLNVAL) == 0;
}

static void check_none_left(const bool before[FDS_WATCHED])
{
    bool now[FDS_WATCHED];

    open_descriptors(now);
    CHECK(memcmp(before, now, sizeof now) == 0);
}

static void check_close(int fd)
{
    CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
    CHECK(close(fd) == 0);
}

/* What cell.c does with an answer that it was told is well-formed. */
static void check_answer(const struct wire_answer *answer)
{
    CHECK(strlen(stage_words((enum stage)answer->stage)) > 0);
    CHECK(answer->end <= RUN_NOT_EXECUTABLE && answer->has_product <= 1);
    CHECK(answer->code >= 0 && answer->code <= 255);
    CHECK(answer->cpu >= 0 && answer->wall >= 0 && answer->memory >= 0 && answer->output >= 0);
}

static void arbitrary_bytes(struct feed *feed)
{
    size_t n = BYTES_MAX;
    struct wire_answer *answer = feed_exact(feed, &n);

    if (wire_answer_ok(answer, n)) {
        CHECK(n == sizeof *answer && answer->size == n);
        check_answer(answer);
    }
    free(answer);
}

struct message {
    char *bytes; /* owned */
    size_t n;
    int fd_count;
};

/* An answer with some of its fields as the input wants them, or anything. */
static void take_message(struct feed *feed, struct message *m)
{
    struct wire_answer answer = {.size = sizeof answer};

    m->fd_count = (int)feed_below(feed, FDS_SENT_MAX + 1);
    if (feed_below(feed, 2)) {
        answer.stage = feed_byte(feed);
        answer.end = feed_byte(feed);
        answer.code = (int32_t)feed_u16(feed);
        answer.cpu = (int64_t)feed_u64(feed);
        answer.has_product = feed_below(feed, 3);
        m->n = sizeof answer;
        m->bytes = malloc(m->n);
        CHECK(m->bytes);
        memcpy(m->bytes, &answer, m->n);
    } else {
        m->n = feed_u16(feed) % BYTES_MAX;
        m->bytes = feed_exact(feed, &m->n);
    }
}

/* As wire_send, but for any number of descriptors: `sample`, again and again. */
static void send_message(int socket, const struct message *m, int sample)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(FDS_SENT_MAX * sizeof(int))];
    } control = {0};
    struct iovec iov = {.iov_base = m->bytes, .iov_len = m->n};
    struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};

    if (m->fd_count > 0) {
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN((size_t)m->fd_count * sizeof(int));
        for (int i = 0; i < m->fd_count; i++)
            memcpy(CMSG_DATA(&control.header) + (size_t)i * sizeof(int), &sample, sizeof sample);
        msg.msg_control = &control;
        msg.msg_controllen = CMSG_SPACE((size_t)m->fd_count * sizeof(int));
    }
    CHECK(sendmsg(socket, &msg, MSG_NOSIGNAL) == (ssize_t)m->n);
}

/* Into a buffer of any size, with any room for descriptors. */
static void receive_any(struct feed *feed, int socket, const struct message *m)
{
    int fds[WIRE_FDS_MAX], fd_count = -7, room = (int)feed_below(feed, WIRE_FDS_MAX + 1);
    size_t size = feed_u16(feed) % BYTES_MAX;
    char *buffer = malloc(size + 1);
    ssize_t got;

    CHECK(buffer);
    got = wire_receive(socket, buffer, size, fds, room, &fd_count);
    if (m->n > size || m->fd_count > WIRE_FDS_MAX) {
        CHECK(got == -1 && errno == EMSGSIZE && fd_count == 0);
    } else {
        CHECK(got == (ssize_t)m->n && memcmp(buffer, m->bytes, m->n) == 0);
        CHECK(fd_count == (m->fd_count < room ? m->fd_count : room));
    }
    while (fd_count > 0)
        check_close(fds[--fd_count]);
    free(buffer);
}

static void receive_answer(int socket, const struct message *m)
{
    struct wire_answer answer;
    int product = -7, got = wire_receive_answer(socket, &answer, &product);

    if (got == 1) {
        CHECK(m->n == sizeof answer && memcmp(&answer, m->bytes, m->n) == 0);
        check_answer(&answer);
        CHECK(m->fd_count == (int)answer.has_product && (product >= 0) == (m->fd_count == 1));
        if (product >= 0)
            check_close(product);
    } else {
        CHECK(got == (m->n == 0 && m->fd_count <= WIRE_FDS_MAX ? 0 : -1) && product == -7);
    }
}

static void socket_messages(struct feed *feed)
{
    int sockets[2], sample = memfd_create("sample", MFD_CLOEXEC), count = -7;
    unsigned messages = 1 + feed_below(feed, MESSAGES);
    bool before[FDS_WATCHED];
    char byte;

    CHECK(sample >= 0 && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0);
    open_descriptors(before);
    for (unsigned i = 0; i < messages; i++) {
        bool any = feed_below(feed, 2);
        struct message m;

        take_message(feed, &m);
        send_message(sockets[0], &m, sample);
        if (any)
            receive_any(feed, sockets[1], &m);
        else
            receive_answer(sockets[1], &m);
        free(m.bytes);
        check_none_left(before);
    }
    close(sockets[0]);
    CHECK(wire_receive(sockets[1], &byte, 1, NULL, 0, &count) == 0 && count == 0);
    close(sockets[1]);
    close(sample);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};

    if (feed_below(&feed, 4))
        socket_messages(&feed);
    else
        arbitrary_bytes(&feed);
    return 0;
}
