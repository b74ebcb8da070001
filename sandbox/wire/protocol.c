/* SPDX-License-Identifier: MIT */
#include "sandbox/wire/protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const words_of_stage[STAGE_COUNT] = {
#define STAGE_WORDS(symbol, words) words,
    STAGE_LIST(STAGE_WORDS)
#undef STAGE_WORDS
};

const char *stage_words(enum stage stage)
{
    return words_of_stage[stage];
}

static int add_text(struct wire_request *wire, const char *text)
{
    size_t n = strlen(text) + 1;

    if (n > WIRE_TEXT_MAX - wire->text_size)
        return -1;
    memcpy(wire->text + wire->text_size, text, n);
    wire->text_size += (uint32_t)n;
    return 0;
}

/* A path below the work directory: names that are not empty, "." or "..". */
static bool path_ok(const char *path)
{
    const char *end;
    size_t n;

    if (strlen(path) > WIRE_NAME_MAX)
        return false;
    for (;; path = end + 1) {
        end = strchrnul(path, '/');
        n = (size_t)(end - path);
        if (n == 0 || (path[0] == '.' && (n == 1 || (n == 2 && path[1] == '.'))))
            return false;
        if (*end == '\0')
            return true;
    }
}

static bool name_ok(const char *name)
{
    return !strchr(name, '/') && path_ok(name);
}

static bool limits_ok(const struct limits *l)
{
    return l->cpu > 0 && l->wall > 0 && l->idle >= 0 && l->memory > 0 && l->output >= 0 &&
           l->file_size >= 0 && l->stack >= 0 && l->processes > 0;
}

static bool variable_ok(const char *variable)
{
    return variable[0] != '=' && strchr(variable, '=');
}

/* An interpreter that waits has its environment already. */
static int pack_variables(struct wire_request *wire, const struct run_request *request)
{
    const char *const *variable = request->environment;

    if (variable && *variable && request->warm)
        return -1;
    for (; variable && *variable; variable++, wire->variable_count++)
        if (wire->variable_count == WIRE_VARIABLES_MAX || !variable_ok(*variable) ||
            add_text(wire, *variable) < 0)
            return -1;
    return 0;
}

/* Nor does an interpreter that waits start elsewhere. */
static int pack_start(struct wire_request *wire, const struct run_request *request)
{
    wire->has_start_in = request->start_in != NULL;
    return request->start_in && (request->warm || !path_ok(request->start_in) ||
                                 add_text(wire, request->start_in) < 0)
               ? -1
               : 0;
}

static int pack_warm(struct wire_request *wire, const struct run_request *request)
{
    const char *waits_at = request->waits_at;

    wire->has_warm = request->warm != NULL;
    if (!request->warm)
        return 0;
    for (const char *const *arg = request->argv; *arg && !request->waits_at; arg++)
        waits_at = *arg;
    return add_text(wire, request->warm) < 0 || add_text(wire, waits_at) < 0 ? -1 : 0;
}

int wire_pack(struct wire_request *wire, int fds[WIRE_FDS_MAX], int *fd_count,
              const struct run_request *request, struct err *err)
{
    int n = 0;

    memset(wire, 0, offsetof(struct wire_request, text));
    wire->size = sizeof *wire;
    wire->profile = request->profile;
    wire->limits = request->limits;
    if (!limits_ok(&request->limits))
        return err_set(err, ERR_JUDGE, "a run needs positive limits");
    if (!request->argv[0])
        return err_set(err, ERR_JUDGE, "a run has no arguments: it needs at least its name");
    for (const char *const *arg = request->argv; *arg; arg++, wire->arg_count++)
        if (wire->arg_count == WIRE_ARGS_MAX || add_text(wire, *arg) < 0)
            return err_set(err, ERR_JUDGE, "too many arguments for a run");
    fds[n++] = request->stdin_fd;
    fds[n++] = request->stdout_fd;
    fds[n++] = request->stderr_fd;
    wire->has_program = request->program_fd >= 0;
    if (wire->has_program)
        fds[n++] = request->program_fd;
    if (request->file_count > WIRE_FILES_MAX)
        return err_set(err, ERR_JUDGE, "too many files for a run");
    for (size_t i = 0; i < request->file_count; i++) {
        if (!path_ok(request->files[i].name) || add_text(wire, request->files[i].name) < 0)
            return err_set(err, ERR_JUDGE, "bad file name for a run");
        fds[n++] = request->files[i].fd;
    }
    wire->file_count = (uint32_t)request->file_count;
    wire->has_product = request->product != NULL;
    wire->product_is_directory = request->product && request->product_is_directory;
    if (request->product && (!name_ok(request->product) || add_text(wire, request->product) < 0))
        return err_set(err, ERR_JUDGE, "bad product name for a run");
    if (pack_start(wire, request) < 0)
        return err_set(err, ERR_JUDGE, "bad directory for a run to start in");
    if (pack_warm(wire, request) < 0)
        return err_set(err, ERR_JUDGE, "too many modules for a run");
    if (pack_variables(wire, request) < 0)
        return err_set(err, ERR_JUDGE, "bad environment for a run");
    *fd_count = n;
    return 0;
}

/* The next NUL-ended string of the text, or NULL when there is none. */
static const char *next_text(const struct wire_request *wire, size_t *at)
{
    const char *text = wire->text + *at;
    const char *end;

    if (*at >= wire->text_size || !(end = memchr(text, '\0', wire->text_size - *at)))
        return NULL;
    *at += (size_t)(end - text) + 1;
    return text;
}

int wire_unpack(struct request_view *view, const struct wire_request *wire, size_t length,
                const int *fds, int fd_count)
{
    size_t at = 0;
    int wanted;

    if (length < offsetof(struct wire_request, text) || wire->size != sizeof *wire ||
        wire->text_size > WIRE_TEXT_MAX ||
        length != offsetof(struct wire_request, text) + wire->text_size ||
        wire->profile >= PROFILE_COUNT || wire->has_program > 1 || wire->has_product > 1 ||
        wire->product_is_directory > wire->has_product || wire->has_warm > 1 ||
        wire->has_start_in > (wire->has_warm ? 0 : 1) || wire->arg_count == 0 ||
        wire->arg_count > WIRE_ARGS_MAX ||
        wire->variable_count > (wire->has_warm ? 0 : WIRE_VARIABLES_MAX) ||
        wire->file_count > WIRE_FILES_MAX || !limits_ok(&wire->limits))
        return -1;
    wanted = 3 + (int)wire->has_program + (int)wire->file_count;
    if (fd_count != wanted)
        return -1;
    memset(view, 0, sizeof *view);
    for (uint32_t i = 0; i < wire->arg_count; i++)
        if (!(view->argv[i] = next_text(wire, &at)))
            return -1;
    for (uint32_t i = 0; i < wire->file_count; i++)
        if (!(view->file_names[i] = next_text(wire, &at)))
            return -1;
    if (wire->has_product && (!(view->product = next_text(wire, &at)) || !name_ok(view->product)))
        return -1;
    view->product_is_directory = wire->product_is_directory;
    for (uint32_t i = 0; i < wire->file_count; i++)
        if (!path_ok(view->file_names[i]))
            return -1;
    if (wire->has_start_in &&
        (!(view->start_in = next_text(wire, &at)) || !path_ok(view->start_in)))
        return -1;
    if (wire->has_warm &&
        (!(view->warm = next_text(wire, &at)) || !(view->waits_at = next_text(wire, &at))))
        return -1;
    for (uint32_t i = 0; i < wire->variable_count; i++)
        if (!(view->variables[i] = next_text(wire, &at)) || !variable_ok(view->variables[i]))
            return -1;
    if (at != wire->text_size)
        return -1;
    memcpy(view->fds, fds, (size_t)fd_count * sizeof *fds);
    view->fd_count = fd_count;
    view->program_fd = wire->has_program ? fds[3] : -1;
    view->file_fds = view->fds + 3 + wire->has_program;
    return 0;
}

bool wire_answer_ok(const struct wire_answer *answer, size_t length)
{
    return length == sizeof *answer && answer->size == sizeof *answer &&
           answer->stage < STAGE_COUNT && answer->end <= RUN_NOT_EXECUTABLE && answer->start >= 0 &&
           answer->cpu >= 0 && answer->wall >= 0 && answer->delayed >= 0 && answer->memory >= 0 &&
           answer->output >= 0 && answer->has_product <= 1 && answer->warm <= 1 &&
           answer->memory_unsure <= 1 && answer->code >= 0 && answer->code <= 255;
}

int wire_receive_answer(int socket, struct wire_answer *answer, int *product)
{
    struct wire_answer got;
    int fds[2], fd_count; /* room for one too many, to detect it */
    ssize_t n = wire_receive(socket, &got, sizeof got, fds, 2, &fd_count);

    if (n > 0 && wire_answer_ok(&got, (size_t)n) && fd_count == (int)got.has_product) {
        *answer = got;
        *product = fd_count > 0 ? fds[0] : -1;
        return 1;
    }
    while (fd_count > 0)
        close(fds[--fd_count]);
    if (n == 0 || (n < 0 && errno == ECONNRESET)) /* ECONNRESET: it died with an unread request */
        return 0;
    if (n > 0)
        errno = EBADMSG;
    return -1;
}
