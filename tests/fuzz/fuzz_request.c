/* SPDX-License-Identifier: MIT */
/*
 * Requests on the wire. Arbitrary bytes: what is taken is well-formed, lies within the message and
 * packs to the same again. Requests built from the bytes: what can be packed comes through as it
 * was.
 */
#include "sandbox/wire/protocol.h"
#include "tests/fuzz/fuzz.h"

enum { HEADER = offsetof(struct wire_request, text), STRING_MAX = 4096 };

/* Where the message's string with this number begins, or NULL. */
static const char *string_at(const struct wire_request *wire, size_t number)
{
    const char *at = wire->text, *end = wire->text + wire->text_size;

    for (; at < end; at++) {
        size_t n = strnlen(at, (size_t)(end - at));

        if (at + n == end)
            return NULL;
        if (number-- == 0)
            return at;
        at += n;
    }
    return NULL;
}

static bool plain_name_ok(const char *name)
{
    size_t n = strlen(name);

    return n >= 1 && n <= WIRE_NAME_MAX && !memchr(name, '/', n) && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

/* Names with a '/' between them. */
static bool file_name_ok(const char *name)
{
    const char *slash = strchr(name, '/');
    char first[WIRE_NAME_MAX + 1];

    if (!slash || strlen(name) > WIRE_NAME_MAX)
        return plain_name_ok(name);
    snprintf(first, sizeof first, "%.*s", (int)(slash - name), name);
    return plain_name_ok(first) && file_name_ok(slash + 1);
}

static bool limits_positive(const struct limits *l)
{
    return l->cpu > 0 && l->wall > 0 && l->memory > 0 && l->processes > 0 && l->output >= 0 &&
           l->file_size >= 0 && l->stack >= 0;
}

/* What protocol.h promises of a message that is taken, said another way. */
static bool well_formed(const struct wire_request *wire, size_t n, int fd_count)
{
    size_t names, variables, strings;
    const char *product, *start_in;

    if (n < HEADER || wire->size != sizeof *wire || n - HEADER != wire->text_size ||
        n > sizeof *wire || wire->profile >= PROFILE_COUNT || !limits_positive(&wire->limits) ||
        wire->has_program > 1 || wire->has_product > 1 || wire->has_warm > 1 ||
        wire->has_start_in > (wire->has_warm ? 0 : 1) ||
        wire->product_is_directory > wire->has_product || wire->arg_count < 1 ||
        wire->arg_count > WIRE_ARGS_MAX || wire->file_count > WIRE_FILES_MAX ||
        wire->variable_count > (wire->has_warm ? 0 : WIRE_VARIABLES_MAX))
        return false;
    names = wire->arg_count + wire->file_count;
    variables = names + wire->has_product + wire->has_start_in + wire->has_warm;
    strings = variables + wire->variable_count;
    for (size_t i = 0; i < strings; i++)
        if (!string_at(wire, i))
            return false;
    product = wire->has_product ? string_at(wire, names) : NULL;
    if (product && !plain_name_ok(product))
        return false;
    start_in = wire->has_start_in ? string_at(wire, names + wire->has_product) : NULL;
    if (start_in && !file_name_ok(start_in))
        return false;
    for (size_t i = wire->arg_count; i < names; i++)
        if (!file_name_ok(string_at(wire, i)))
            return false;
    for (size_t i = variables; i < strings; i++)
        if (string_at(wire, i)[0] == '=' || !strchr(string_at(wire, i), '='))
            return false;
    return !string_at(wire, strings) && wire->text[wire->text_size - 1] == '\0' &&
           fd_count == (int)(3 + wire->has_program + wire->file_count);
}

static void check_view(const struct request_view *view, const struct wire_request *wire,
                       const int *fds)
{
    for (size_t i = 0; i < wire->arg_count; i++)
        CHECK(view->argv[i] == string_at(wire, i));
    CHECK(!view->argv[wire->arg_count]);
    for (size_t i = 0; i < wire->file_count; i++) {
        CHECK(view->file_names[i] == string_at(wire, wire->arg_count + i));
        CHECK(view->file_fds[i] == fds[3 + wire->has_program + i]);
    }
    CHECK(view->product ==
          (wire->has_product ? string_at(wire, wire->arg_count + wire->file_count) : NULL));
    CHECK(view->start_in ==
          (wire->has_start_in
               ? string_at(wire, wire->arg_count + wire->file_count + wire->has_product)
               : NULL));
    CHECK(view->warm ==
          (wire->has_warm ? string_at(wire, wire->arg_count + wire->file_count + wire->has_product)
                          : NULL));
    CHECK(view->program_fd == (wire->has_program ? fds[3] : -1));
    CHECK(memcmp(view->fds, fds, (size_t)view->fd_count * sizeof *fds) == 0);
}

static void check_same_limits(const struct limits *a, const struct limits *b)
{
    CHECK(a->cpu == b->cpu && a->wall == b->wall && a->memory == b->memory);
    CHECK(a->output == b->output && a->file_size == b->file_size && a->stack == b->stack);
    CHECK(a->processes == b->processes);
}

static void check_packs_the_same(const struct request_view *view, const struct wire_request *wire)
{
    struct run_file files[WIRE_FILES_MAX];
    struct run_request request = {.profile = (enum profile)wire->profile,
                                  .program_fd = view->program_fd,
                                  .argv = view->argv,
                                  .stdin_fd = view->fds[0],
                                  .stdout_fd = view->fds[1],
                                  .stderr_fd = view->fds[2],
                                  .files = files,
                                  .file_count = wire->file_count,
                                  .product = view->product,
                                  .product_is_directory = view->product_is_directory,
                                  .start_in = view->start_in,
                                  .warm = view->warm,
                                  .environment = view->variables,
                                  .limits = wire->limits};
    struct wire_request again;
    int fds[WIRE_FDS_MAX], fd_count;

    for (size_t i = 0; i < wire->file_count; i++)
        files[i] = (struct run_file){view->file_names[i], view->file_fds[i]};
    CHECK(wire_pack(&again, fds, &fd_count, &request, NULL) == 0);
    /* The header but for the limits, whose padding may differ. */
    CHECK(memcmp(&again, wire, offsetof(struct wire_request, text_size) + 4) == 0);
    CHECK(memcmp(again.text, wire->text, wire->text_size) == 0);
    check_same_limits(&again.limits, &wire->limits);
    CHECK(fd_count == view->fd_count);
    CHECK(memcmp(fds, view->fds, (size_t)fd_count * sizeof *fds) == 0);
}

static void arbitrary_message(struct feed *feed)
{
    int fds[WIRE_FDS_MAX], fd_count = (int)feed_below(feed, WIRE_FDS_MAX + 1);
    size_t n = sizeof(struct wire_request) + 8;
    struct wire_request *wire = feed_exact(feed, &n);
    struct request_view view;

    for (int i = 0; i < WIRE_FDS_MAX; i++)
        fds[i] = 1000 + i;
    if (wire_unpack(&view, wire, n, fds, fd_count) == 0) {
        CHECK(well_formed(wire, n, fd_count));
        check_view(&view, wire, fds);
        check_packs_the_same(&view, wire);
    } else {
        CHECK(!well_formed(wire, n, fd_count));
    }
    free(wire);
}

/* A request that owns its strings. */
struct built {
    struct run_request request;
    char *argv[WIRE_ARGS_MAX + 3];
    struct run_file files[WIRE_FILES_MAX + 2];
    char *names[WIRE_FILES_MAX + 2];
    char *product, *start_in, *warm;
};

static char *take_string(struct feed *feed)
{
    size_t n = feed_byte(feed);
    char *text;

    if (n == 255)
        n = feed_u16(feed) % STRING_MAX;
    text = calloc(1, n + 1);
    CHECK(text);
    feed_copy(feed, text, n);
    return text;
}

/* Mostly small, since a request with a limit below zero goes nowhere. */
static int64_t take_limit(struct feed *feed)
{
    uint8_t first = feed_byte(feed);

    return first < 250 ? first : (int64_t)feed_u64(feed);
}

static void take_limits(struct feed *feed, struct limits *limits)
{
    limits->cpu = take_limit(feed);
    limits->wall = take_limit(feed);
    limits->memory = take_limit(feed);
    limits->output = take_limit(feed);
    limits->file_size = take_limit(feed);
    limits->stack = take_limit(feed);
    limits->processes = (unsigned)take_limit(feed);
}

static void build_request(struct feed *feed, struct built *b)
{
    static const char *const variables[] = {"R_HOME=/usr/lib/R", "EMPTY=", NULL};
    size_t args = feed_below(feed, WIRE_ARGS_MAX + 3);

    b->request = (struct run_request){.argv = (const char *const *)b->argv,
                                      .files = b->files,
                                      .stdin_fd = 1000,
                                      .stdout_fd = 1001,
                                      .stderr_fd = 1002,
                                      .profile = (enum profile)feed_below(feed, PROFILE_COUNT),
                                      .program_fd = feed_below(feed, 2) ? 1003 : -1,
                                      .file_count = feed_below(feed, WIRE_FILES_MAX + 3)};
    take_limits(feed, &b->request.limits);
    for (size_t i = 0; i < args; i++)
        b->argv[i] = take_string(feed);
    for (size_t i = 0; i < b->request.file_count; i++) {
        b->names[i] = take_string(feed);
        b->files[i] = (struct run_file){b->names[i], 2000 + (int)i};
    }
    if (feed_below(feed, 2))
        b->request.product = b->product = take_string(feed);
    b->request.product_is_directory = feed_below(feed, 2);
    if (feed_below(feed, 2))
        b->request.warm = b->warm = take_string(feed);
    else
        b->request.environment = variables;
    if (feed_below(feed, 4) == 3)
        b->request.start_in = b->start_in = take_string(feed);
}

static void release_request(struct built *b)
{
    for (size_t i = 0; b->argv[i]; i++)
        free(b->argv[i]);
    for (size_t i = 0; i < b->request.file_count; i++)
        free(b->names[i]);
    free(b->product);
    free(b->start_in);
    free(b->warm);
}

/* Whether the wire can hold it. */
static bool fits(const struct run_request *request)
{
    size_t args = 0, bytes = 0;

    for (; request->argv[args]; args++)
        bytes += strlen(request->argv[args]) + 1;
    if (args < 1 || args > WIRE_ARGS_MAX || request->file_count > WIRE_FILES_MAX)
        return false;
    for (size_t i = 0; i < request->file_count; i++) {
        if (!file_name_ok(request->files[i].name))
            return false;
        bytes += strlen(request->files[i].name) + 1;
    }
    if (request->product && !plain_name_ok(request->product))
        return false;
    if (request->start_in && (request->warm || !file_name_ok(request->start_in)))
        return false;
    bytes += request->start_in ? strlen(request->start_in) + 1 : 0;
    bytes += request->product ? strlen(request->product) + 1 : 0;
    bytes += request->warm ? strlen(request->warm) + 1 : 0;
    for (size_t i = 0; request->environment && request->environment[i]; i++)
        bytes += strlen(request->environment[i]) + 1;
    return bytes <= WIRE_TEXT_MAX && limits_positive(&request->limits);
}

static void check_came_through(const struct run_request *request, const struct request_view *view)
{
    size_t i;

    for (i = 0; request->argv[i]; i++)
        CHECK(view->argv[i] && strcmp(view->argv[i], request->argv[i]) == 0);
    CHECK(!view->argv[i]);
    for (i = 0; i < request->file_count; i++) {
        CHECK(strcmp(view->file_names[i], request->files[i].name) == 0);
        CHECK(view->file_fds[i] == request->files[i].fd);
    }
    CHECK(!request->product == !view->product);
    CHECK(!request->product || strcmp(view->product, request->product) == 0);
    CHECK(view->product_is_directory == (request->product && request->product_is_directory));
    CHECK(!request->start_in == !view->start_in);
    CHECK(!request->start_in || strcmp(view->start_in, request->start_in) == 0);
    CHECK(!request->warm == !view->warm);
    CHECK(!request->warm || strcmp(view->warm, request->warm) == 0);
    for (i = 0; request->environment && request->environment[i]; i++)
        CHECK(strcmp(view->variables[i], request->environment[i]) == 0);
    CHECK(!view->variables[i]);
    CHECK(view->program_fd == request->program_fd);
    CHECK(view->fds[0] == request->stdin_fd && view->fds[1] == request->stdout_fd &&
          view->fds[2] == request->stderr_fd);
}

static void built_request(struct feed *feed)
{
    struct built b = {0};
    struct wire_request wire;
    struct request_view view;
    struct err err = {0};
    int fds[WIRE_FDS_MAX], fd_count = -7;

    build_request(feed, &b);
    if (wire_pack(&wire, fds, &fd_count, &b.request, &err) == 0) {
        CHECK(fits(&b.request));
        CHECK(wire_unpack(&view, &wire, HEADER + wire.text_size, fds, fd_count) == 0);
        check_came_through(&b.request, &view);
        check_same_limits(&wire.limits, &b.request.limits);
        CHECK(wire.profile == b.request.profile);
    } else {
        CHECK(!fits(&b.request));
        CHECK(err.kind == ERR_JUDGE && err.msg[0] && fd_count == -7);
    }
    release_request(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};

    if (feed_below(&feed, 2))
        built_request(&feed);
    else
        arbitrary_message(&feed);
    return 0;
}
