/* SPDX-License-Identifier: MIT */
/* Answers, and the socket that requests and answers travel over. */
#include "sandbox/wire/protocol.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <cmocka.h>

static const struct wire_answer good_answer = {
    .size = sizeof good_answer, .end = RUN_SIGNALED, .code = 11, .cpu = 5, .wall = 6, .memory = 7};

static void a_good_answer_is_taken(void **state)
{
    struct wire_answer a = good_answer;

    (void)state;
    assert_true(wire_answer_ok(&a, sizeof a));
    a.stage = STAGE_COUNT - 1;
    a.end = RUN_FORBIDDEN_CALL;
    a.code = 255;
    a.has_product = 1;
    assert_true(wire_answer_ok(&a, sizeof a));
}

static void an_answer_out_of_range_is_refused(void **state)
{
    struct wire_answer a;

    (void)state;
    assert_false(wire_answer_ok(&good_answer, sizeof a - 1));
    assert_false(wire_answer_ok(&good_answer, sizeof a + 1));
    assert_false(wire_answer_ok(&good_answer, 0));
#define REFUSED(field, value)                                                                      \
    a = good_answer, a.field = (value), assert_false(wire_answer_ok(&a, sizeof a))
    REFUSED(size, 0);
    REFUSED(stage, STAGE_COUNT);
    REFUSED(stage, UINT32_MAX);
    REFUSED(end, RUN_NOT_EXECUTABLE + 1);
    REFUSED(end, UINT32_MAX);
    REFUSED(code, -1);
    REFUSED(code, 256);
    REFUSED(start, -1);
    REFUSED(cpu, -1);
    REFUSED(delayed, -1);
    REFUSED(memory_unsure, 2);
    REFUSED(wall, INT64_MIN);
    REFUSED(memory, -1);
    REFUSED(output, -1);
    REFUSED(has_product, 2);
#undef REFUSED
}

static void every_stage_has_words(void **state)
{
    (void)state;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        assert_true(strlen(stage_words((enum stage)stage)) > 3);
}

/* ---- the socket */

static int open_descriptors(void)
{
    int n = 0;

    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

static int make_sockets(void **state)
{
    static int sockets[2];

    *state = sockets;
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets);
}

static int close_sockets(void **state)
{
    int *sockets = *state;

    for (int i = 0; i < 2; i++)
        if (sockets[i] >= 0)
            close(sockets[i]);
    return 0;
}

static void descriptors_travel_in_order_and_close_on_exec(void **state)
{
    const int *sockets = *state;
    int sent[WIRE_FDS_MAX], got[WIRE_FDS_MAX], count = -1;
    char text[8] = "";

    for (int i = 0; i < WIRE_FDS_MAX; i++) {
        sent[i] = memfd_create("sent", 0);
        assert_int_equal(ftruncate(sent[i], i), 0);
    }
    assert_int_equal(wire_send(sockets[0], "hello", 6, sent, WIRE_FDS_MAX), 6);
    assert_int_equal(wire_receive(sockets[1], text, sizeof text, got, WIRE_FDS_MAX, &count), 6);
    assert_string_equal(text, "hello");
    assert_int_equal(count, WIRE_FDS_MAX);
    for (int i = 0; i < count; i++) {
        assert_int_equal(lseek(got[i], 0, SEEK_END), i);
        assert_int_equal(fcntl(got[i], F_GETFD), FD_CLOEXEC);
        close(got[i]);
        close(sent[i]);
    }
}

static void descriptors_beyond_the_room_are_closed(void **state)
{
    const int *sockets = *state;
    int before = open_descriptors(), got[2], count;
    const int many[4] = {0, 1, 2, 0};
    char byte;

    assert_int_equal(wire_send(sockets[0], "x", 1, many, 4), 1);
    assert_int_equal(wire_receive(sockets[1], &byte, 1, got, 2, &count), 1);
    assert_int_equal(count, 2);
    assert_int_equal(open_descriptors(), before + 2);
    close(got[0]);
    close(got[1]);
}

static void a_message_that_is_too_long_is_refused_whole(void **state)
{
    const int *sockets = *state;
    int before = open_descriptors(), got[4], count;
    const int one[1] = {0};
    char text[5];

    assert_int_equal(wire_send(sockets[0], "too long", 8, one, 1), 8);
    assert_int_equal(wire_receive(sockets[1], text, sizeof text, got, 4, &count), -1);
    assert_int_equal(errno, EMSGSIZE);
    assert_int_equal(count, 0);
    assert_int_equal(open_descriptors(), before);
}

static void a_closed_end_is_no_signal_but_an_answer(void **state)
{
    int *sockets = *state;
    int count = -1;
    char byte;

    close(sockets[1]);
    sockets[1] = -1;
    assert_int_equal(wire_send(sockets[0], "x", 1, NULL, 0), -1);
    assert_int_equal(errno, EPIPE);
    assert_int_equal(wire_receive(sockets[0], &byte, 1, NULL, 0, &count), 0);
    assert_int_equal(count, 0);
}

static void send_answer(int socket, uint32_t has_product, int fd_count)
{
    const int fds[2] = {0, 1};
    struct wire_answer answer = good_answer;

    answer.has_product = has_product;
    assert_int_equal(wire_send(socket, &answer, sizeof answer, fds, fd_count), sizeof answer);
}

static void an_answer_brings_its_product(void **state)
{
    const int *sockets = *state;
    struct wire_answer answer;
    int product = -7;

    send_answer(sockets[0], 0, 0);
    assert_int_equal(wire_receive_answer(sockets[1], &answer, &product), 1);
    assert_int_equal(product, -1);
    send_answer(sockets[0], 1, 1);
    assert_int_equal(wire_receive_answer(sockets[1], &answer, &product), 1);
    assert_int_equal(answer.code, good_answer.code);
    assert_int_equal(fcntl(product, F_GETFD), FD_CLOEXEC);
    close(product);
}

static void an_answer_with_more_or_less_than_its_product_is_refused(void **state)
{
    static const struct {
        uint32_t has_product;
        int fd_count;
    } lies[] = {{0, 1}, {1, 0}, {1, 2}, {0, 2}};
    const int *sockets = *state;
    int before = open_descriptors(), product = -7;
    struct wire_answer answer;

    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        send_answer(sockets[0], lies[i].has_product, lies[i].fd_count);
        assert_int_equal(wire_receive_answer(sockets[1], &answer, &product), -1);
        assert_int_equal(errno, EBADMSG);
        assert_int_equal(product, -7);
        assert_int_equal(open_descriptors(), before);
    }
}

static void a_cell_that_died_gives_no_answer(void **state)
{
    int *sockets = *state;
    struct wire_answer answer;
    int product = -7;

    /* With a request unread, the kernel resets the connection. */
    assert_int_equal(wire_send(sockets[0], "x", 1, NULL, 0), 1);
    close(sockets[1]);
    sockets[1] = -1;
    assert_int_equal(wire_receive_answer(sockets[0], &answer, &product), 0);
    assert_int_equal(wire_receive_answer(sockets[0], &answer, &product), 0);
    assert_int_equal(product, -7);
}

#define WITH_SOCKETS(test) cmocka_unit_test_setup_teardown(test, make_sockets, close_sockets)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_answer_is_taken),
        cmocka_unit_test(an_answer_out_of_range_is_refused),
        cmocka_unit_test(every_stage_has_words),
        WITH_SOCKETS(descriptors_travel_in_order_and_close_on_exec),
        WITH_SOCKETS(descriptors_beyond_the_room_are_closed),
        WITH_SOCKETS(a_message_that_is_too_long_is_refused_whole),
        WITH_SOCKETS(a_closed_end_is_no_signal_but_an_answer),
        WITH_SOCKETS(an_answer_brings_its_product),
        WITH_SOCKETS(an_answer_with_more_or_less_than_its_product_is_refused),
        WITH_SOCKETS(a_cell_that_died_gives_no_answer),
    };

    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
