/* SPDX-License-Identifier: MIT */
/* Requests: what is well-formed comes through, anything else is refused. See also test_wire.c. */
#include "sandbox/wire/protocol.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { FLIPS = 200000, TEXT_AT = offsetof(struct wire_request, text) };

static const char *const argv[] = {"/usr/bin/gcc", "", "-o", "a b\n", NULL};
static const struct run_file files[] = {{"main.c", 21}, {"..x", 22}};
static const struct run_request full = {
    .profile = PROFILE_COMPILER,
    .program_fd = 20,
    .argv = argv,
    .stdin_fd = 10,
    .stdout_fd = 11,
    .stderr_fd = 12,
    .files = files,
    .file_count = 2,
    .product = "program",
    .limits =
        {.cpu = 1, .wall = 2, .memory = 3, .output = 0, .file_size = 0, .stack = 0, .processes = 1},
};

/* A request as it lies on the wire. */
struct message {
    struct wire_request wire;
    size_t length;
    int fds[WIRE_FDS_MAX];
    int fd_count;
};

static void pack(struct message *m, const struct run_request *request)
{
    struct err err = {0};

    memset(&m->wire, 0xee, sizeof m->wire);
    if (wire_pack(&m->wire, m->fds, &m->fd_count, request, &err) < 0)
        fail_msg("%s", err.msg);
    m->length = TEXT_AT + m->wire.text_size;
}

static int unpack(struct request_view *view, const struct message *m)
{
    return wire_unpack(view, &m->wire, m->length, m->fds, m->fd_count);
}

/* Packs the request and unpacks it again. */
static void send_through(const struct run_request *request, struct message *m,
                         struct request_view *view)
{
    pack(m, request);
    assert_int_equal(unpack(view, m), 0);
}

static void a_full_request_comes_through(void **state)
{
    struct message m;
    struct request_view view;

    (void)state;
    send_through(&full, &m, &view);
    for (size_t i = 0; argv[i]; i++)
        assert_string_equal(view.argv[i], argv[i]);
    assert_null(view.argv[4]);
    assert_string_equal(view.file_names[0], "main.c");
    assert_string_equal(view.file_names[1], "..x");
    assert_null(view.file_names[2]);
    assert_string_equal(view.product, "program");
    assert_int_equal(view.fd_count, 6);
    assert_int_equal(view.fds[0], 10);
    assert_int_equal(view.fds[1], 11);
    assert_int_equal(view.fds[2], 12);
    assert_int_equal(view.program_fd, 20);
    assert_int_equal(view.file_fds[0], 21);
    assert_int_equal(view.file_fds[1], 22);
    assert_int_equal(m.wire.profile, PROFILE_COMPILER);
    assert_memory_equal(&m.wire.limits, &full.limits, sizeof full.limits);
}

static void a_bare_request_comes_through(void **state)
{
    static const char *const one[] = {"/bin/true", NULL};
    struct run_request bare = full;
    struct request_view view;
    struct message m;

    (void)state;
    bare.argv = one;
    bare.program_fd = -1;
    bare.file_count = 0;
    bare.product = NULL;
    pack(&m, &bare);
    assert_int_equal(m.fd_count, 3);
    assert_int_equal(unpack(&view, &m), 0);
    assert_int_equal(view.program_fd, -1);
    assert_null(view.product);
    assert_null(view.file_names[0]);
    assert_null(view.argv[1]);
}

static void assert_not_packed(const struct run_request *request, const char *words)
{
    struct err err = {0};
    struct wire_request wire;
    int fds[WIRE_FDS_MAX], fd_count = -7;

    assert_int_equal(wire_pack(&wire, fds, &fd_count, request, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_non_null(strstr(err.msg, words));
    assert_int_equal(fd_count, -7);
}

static void an_environment_comes_through_whole_or_not_at_all(void **state)
{
    static const char *const two[] = {"R_HOME=/usr/lib/R", "EMPTY=", NULL};
    static const char *const bad[][2] = {{"NONE", NULL}, {"=x", NULL}, {"", NULL}};
    const char *many[WIRE_VARIABLES_MAX + 2] = {0};
    struct run_request request = full;
    struct request_view view;
    struct message m;

    (void)state;
    request.environment = two;
    send_through(&request, &m, &view);
    assert_string_equal(view.variables[0], two[0]);
    assert_string_equal(view.variables[1], two[1]);
    assert_null(view.variables[2]);
    m.wire.text[m.wire.text_size - 2] = '-'; /* "EMPTY-" */
    assert_int_equal(unpack(&view, &m), -1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        request.environment = bad[i];
        assert_not_packed(&request, "environment");
    }
    for (size_t i = 0; i <= WIRE_VARIABLES_MAX; i++)
        many[i] = "A=b";
    request.environment = many;
    assert_not_packed(&request, "environment");
    request.environment = two;
    request.warm = "";
    assert_not_packed(&request, "environment");
}

static void a_directory_to_start_in_comes_through_unless_it_leads_elsewhere(void **state)
{
    static const char *const bad[] = {"", "..", "/etc", "x/../..", "x/"};
    struct run_request request = full;
    struct request_view view;
    struct message m;

    (void)state;
    send_through(&request, &m, &view);
    assert_null(view.start_in);
    request.start_in = "inner/x";
    send_through(&request, &m, &view);
    assert_string_equal(view.start_in, "inner/x");
    assert_string_equal(view.product, "program");
    m.wire.text[m.wire.text_size - 2] = '.'; /* "inner/." */
    assert_int_equal(unpack(&view, &m), -1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        request.start_in = bad[i];
        assert_not_packed(&request, "directory");
    }
    request.start_in = "inner";
    request.warm = "";
    assert_not_packed(&request, "directory");
}

static void where_a_process_waits_comes_through(void **state)
{
    struct run_request request = full;
    struct request_view view;
    struct message m;

    (void)state;
    send_through(&request, &m, &view);
    assert_null(view.warm);
    assert_null(view.waits_at);
    request.warm = "re,json";
    send_through(&request, &m, &view);
    assert_string_equal(view.warm, "re,json");
    assert_string_equal(view.waits_at, "a b\n"); /* the last word */
    request.waits_at = "main.o";
    send_through(&request, &m, &view);
    assert_string_equal(view.waits_at, "main.o");
    m.wire.text_size -= (uint32_t)sizeof "main.o";
    m.length -= sizeof "main.o";
    assert_int_equal(unpack(&view, &m), -1);
}

static void the_largest_request_comes_through(void **state)
{
    static const char name[] = "0123456789012345678901234567890123456789012345678901234567890123"
                               "0123456789012345678901234567890123456789012345678901234567890123";
    struct run_file most[WIRE_FILES_MAX];
    const char *many[WIRE_ARGS_MAX + 1];
    char long_arg[WIRE_TEXT_MAX];
    struct run_request request = full;
    struct request_view view;
    struct message m;

    (void)state;
    for (int i = 0; i < WIRE_FILES_MAX; i++)
        most[i] = (struct run_file){name, 30 + i};
    for (int i = 0; i < WIRE_ARGS_MAX; i++)
        many[i] = "x";
    many[WIRE_ARGS_MAX] = NULL;
    /* The long one takes what 63 short ones, the files' names and the product's leave. */
    memset(long_arg, 'y', sizeof long_arg);
    long_arg[WIRE_TEXT_MAX - 63 * 2 - (WIRE_FILES_MAX + 1) * (int)sizeof name - 1] = '\0';
    many[5] = long_arg;
    request.argv = many;
    request.files = most;
    request.file_count = WIRE_FILES_MAX;
    request.product = name;
    pack(&m, &request);
    assert_int_equal(m.wire.text_size, WIRE_TEXT_MAX);
    assert_int_equal(unpack(&view, &m), 0);
    assert_string_equal(view.argv[5], long_arg);
    assert_null(view.argv[WIRE_ARGS_MAX]);
    assert_string_equal(view.product, name);
    assert_int_equal(view.file_fds[7], 37);
}

static void what_the_wire_cannot_hold_is_not_packed(void **state)
{
    const char *many[WIRE_ARGS_MAX + 2];
    const char *huge[2] = {NULL};
    char text[WIRE_TEXT_MAX + 1];
    struct run_request request;

    (void)state;
    for (int i = 0; i <= WIRE_ARGS_MAX; i++)
        many[i] = "x";
    many[WIRE_ARGS_MAX + 1] = NULL;
    request = full;
    request.argv = many;
    assert_not_packed(&request, "arguments");
    request.argv = huge; /* empty so far */
    assert_not_packed(&request, "no arguments");
    memset(text, 'x', sizeof text);
    text[WIRE_TEXT_MAX] = '\0';
    huge[0] = text;
    request.argv = huge;
    assert_not_packed(&request, "arguments");
    text[WIRE_TEXT_MAX - 4] = '\0'; /* fits, and leaves no room for a name */
    assert_not_packed(&request, "file name");
    request = full;
    request.file_count = WIRE_FILES_MAX + 1;
    assert_not_packed(&request, "too many files");
}

static const char *const bad_names[] = {
    "",
    ".",
    "..",
    "/",
    "../x",
    "/etc/passwd",
    "x/",
    "x//y",
    "x/./y",
    "x/../../y",
    "x/..",
    "01234567890123456789012345678901234567890123456789012345678901234" /* 129 bytes */
    "0123456789012345678901234567890123456789012345678901234567890123",
};
#define BAD_NAMES (sizeof bad_names / sizeof *bad_names)

static void a_name_that_leads_elsewhere_is_not_packed(void **state)
{
    (void)state;
    for (size_t i = 0; i < BAD_NAMES; i++) {
        const struct run_file file = {bad_names[i], 21};
        struct run_request request = full;

        request.product = bad_names[i];
        assert_not_packed(&request, "product name");
        request = full;
        request.files = &file;
        request.file_count = 1;
        assert_not_packed(&request, "file name");
    }
}

/* Each writes one limit that no run may have. */
static void break_limit(struct limits *l, int which)
{
    const int64_t bad = which % 2 ? INT64_MIN : -1;

    switch (which / 2) {
    case 0:
        l->cpu = which % 2 ? 0 : bad;
        break;
    case 1:
        l->wall = which % 2 ? 0 : bad;
        break;
    case 2:
        l->memory = which % 2 ? 0 : bad;
        break;
    case 3:
        l->output = bad;
        break;
    case 4:
        l->file_size = bad;
        break;
    case 5:
        l->stack = bad;
        break;
    default:
        l->processes = 0;
        break;
    }
}
enum { LIMITS = 13 };

static void a_limit_out_of_range_is_refused_on_both_sides(void **state)
{
    (void)state;
    for (int which = 0; which < LIMITS; which++) {
        struct run_request request = full;
        struct request_view view;
        struct message m;

        break_limit(&request.limits, which);
        assert_not_packed(&request, "positive limits");
        pack(&m, &full);
        break_limit(&m.wire.limits, which);
        assert_int_equal(unpack(&view, &m), -1);
    }
}

/* One thing wrong with a message that is well-formed else. */
static const struct {
    const char *what;
    size_t offset;  /* of a uint32_t in the request */
    uint32_t value; /* to be put there */
} lies[] = {
#define LIE(field, value)                                                                          \
    {                                                                                              \
#field " = " #value, offsetof(struct wire_request, field), value                           \
    }
    LIE(size, 0),
    LIE(size, sizeof(struct wire_request) - 1),
    LIE(size, sizeof(struct wire_request) + 1),
    LIE(profile, PROFILE_COUNT),
    LIE(profile, UINT32_MAX),
    LIE(has_program, 0),
    LIE(has_program, 2),
    LIE(has_program, UINT32_MAX),
    LIE(has_product, 0),
    LIE(has_product, 2),
    LIE(has_product, UINT32_MAX),
    LIE(has_start_in, 1),
    LIE(has_start_in, 2),
    LIE(arg_count, 0),
    LIE(arg_count, 3),
    LIE(arg_count, 5),
    LIE(arg_count, WIRE_ARGS_MAX + 1),
    LIE(arg_count, UINT32_MAX),
    LIE(file_count, 0),
    LIE(file_count, 1),
    LIE(file_count, 3),
    LIE(file_count, WIRE_FILES_MAX + 1),
    LIE(file_count, UINT32_MAX),
    LIE(text_size, 0),
    LIE(text_size, WIRE_TEXT_MAX),
    LIE(text_size, WIRE_TEXT_MAX + 1),
    LIE(text_size, UINT32_MAX),
#undef LIE
};

static void a_field_that_lies_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct request_view view;
        struct message m;

        pack(&m, &full);
        memcpy((char *)&m.wire + lies[i].offset, &lies[i].value, sizeof lies[i].value);
        if (unpack(&view, &m) == 0)
            fail_msg("taken: %s", lies[i].what);
    }
}

static void every_truncation_is_refused(void **state)
{
    struct request_view view;
    struct message m;
    size_t whole;

    (void)state;
    pack(&m, &full);
    whole = m.length;
    for (m.length = 0; m.length < whole; m.length++)
        assert_int_equal(unpack(&view, &m), -1);
    for (m.length = whole + 1; m.length < sizeof m.wire; m.length++)
        assert_int_equal(unpack(&view, &m), -1);
    /* Truncated with a text_size to match: a string is missing or has no end. */
    for (uint32_t n = 0; n < whole - TEXT_AT; n++) {
        m.wire.text_size = n;
        m.length = TEXT_AT + n;
        assert_int_equal(unpack(&view, &m), -1);
    }
}

static void a_text_without_an_end_is_refused(void **state)
{
    struct request_view view;
    struct message m;

    (void)state;
    pack(&m, &full);
    m.wire.text[m.wire.text_size - 1] = 'x';
    assert_int_equal(unpack(&view, &m), -1);
    pack(&m, &full);
    m.wire.text_size = WIRE_TEXT_MAX;
    m.length = sizeof m.wire;
    memset(m.wire.text, 'x', WIRE_TEXT_MAX);
    assert_int_equal(unpack(&view, &m), -1);
    pack(&m, &full);
    m.wire.text[m.wire.text_size++] = '\0'; /* one string too many */
    m.length++;
    assert_int_equal(unpack(&view, &m), -1);
}

static void a_text_larger_than_its_room_is_refused(void **state)
{
    static const int fds[3] = {10, 11, 12};
    struct {
        struct wire_request wire;
        char beyond[8];
    } room;
    struct request_view view;
    struct message m;

    (void)state;
    pack(&m, &full);
    room.wire = m.wire;
    room.wire.has_program = room.wire.has_product = room.wire.file_count = 0;
    room.wire.arg_count = 1;
    room.wire.text_size = WIRE_TEXT_MAX + 1;
    memset(room.wire.text, 'x', WIRE_TEXT_MAX);
    memset(room.beyond, 0, sizeof room.beyond);
    assert_int_equal(wire_unpack(&view, &room.wire, TEXT_AT + WIRE_TEXT_MAX + 1, fds, 3), -1);
    room.wire.text_size = WIRE_TEXT_MAX;
    room.wire.text[WIRE_TEXT_MAX - 1] = '\0';
    assert_int_equal(wire_unpack(&view, &room.wire, TEXT_AT + WIRE_TEXT_MAX, fds, 3), 0);
}

static void a_name_that_leads_elsewhere_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < BAD_NAMES; i++) {
        struct run_request request = full;
        struct request_view view;
        struct message m;
        size_t n = strlen(bad_names[i]) + 1;
        uint32_t product;

        request.files = NULL;
        request.file_count = 0;
        pack(&m, &request);
        product = m.wire.text_size - (uint32_t)sizeof "program";
        memcpy(m.wire.text + product, bad_names[i], n);
        m.wire.text_size = product + (uint32_t)n;
        m.length = TEXT_AT + m.wire.text_size;
        assert_int_equal(unpack(&view, &m), -1);
        /* The same text, now a file's name. */
        m.wire.has_product = 0;
        m.wire.file_count = 1;
        m.fds[m.fd_count++] = 21;
        assert_int_equal(unpack(&view, &m), -1);
    }
}

static void a_wrong_number_of_descriptors_is_refused(void **state)
{
    struct request_view view;
    struct message m;

    (void)state;
    pack(&m, &full);
    for (int n = 0; n <= WIRE_FDS_MAX; n++) {
        m.fd_count = n;
        assert_int_equal(unpack(&view, &m), n == 6 ? 0 : -1);
    }
}

/* Said another way than in protocol.c. */
static bool leads_inside(const char *name)
{
    char path[WIRE_NAME_MAX + 3];

    snprintf(path, sizeof path, "/%s/", name);
    return !strstr(path, "//") && !strstr(path, "/./") && !strstr(path, "/../");
}

static bool in_text(const struct message *m, const char *text)
{
    const char *end = m->wire.text + m->wire.text_size;

    return text >= m->wire.text && text < end && memchr(text, '\0', (size_t)(end - text));
}

static void flipped_bits_never_lead_out_of_the_message(void **state)
{
    struct message good, m;
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    pack(&good, &full);
    for (int i = 0; i < FLIPS; i++) {
        struct request_view view;

        m = good;
        for (uint64_t n = rng_between(&rng, 1, 4) > 1 ? 1 : 3; n > 0; n--)
            ((unsigned char *)&m.wire)[rng_below(&rng, m.length)] ^=
                (unsigned char)(1u << rng_below(&rng, 8));
        if (rng_below(&rng, 8) == 0)
            m.length = rng_below(&rng, sizeof m.wire + 1);
        if (unpack(&view, &m) < 0)
            continue;
        for (uint32_t a = 0; a < m.wire.arg_count; a++)
            assert_true(in_text(&m, view.argv[a]));
        assert_null(view.argv[m.wire.arg_count]);
        for (uint32_t a = 0; a < m.wire.file_count; a++)
            assert_true(in_text(&m, view.file_names[a]) && leads_inside(view.file_names[a]));
        assert_true(!view.product || in_text(&m, view.product));
        assert_in_range(m.wire.profile, 0, PROFILE_COUNT - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_request_comes_through),
        cmocka_unit_test(a_bare_request_comes_through),
        cmocka_unit_test(a_directory_to_start_in_comes_through_unless_it_leads_elsewhere),
        cmocka_unit_test(where_a_process_waits_comes_through),
        cmocka_unit_test(the_largest_request_comes_through),
        cmocka_unit_test(an_environment_comes_through_whole_or_not_at_all),
        cmocka_unit_test(what_the_wire_cannot_hold_is_not_packed),
        cmocka_unit_test(a_name_that_leads_elsewhere_is_not_packed),
        cmocka_unit_test(a_limit_out_of_range_is_refused_on_both_sides),
        cmocka_unit_test(a_field_that_lies_is_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_text_without_an_end_is_refused),
        cmocka_unit_test(a_text_larger_than_its_room_is_refused),
        cmocka_unit_test(a_name_that_leads_elsewhere_is_refused),
        cmocka_unit_test(a_wrong_number_of_descriptors_is_refused),
        cmocka_unit_test(flipped_bits_never_lead_out_of_the_message),
    };

    return cmocka_run_group_tests_name("protocol", tests, NULL, NULL);
}
