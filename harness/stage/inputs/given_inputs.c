/* SPDX-License-Identifier: MIT */
#include "stage/inputs/given_inputs.h"
#include "base/file.h"
#include "base/json/json.h"
#include "base/stream/records.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Of a file, and of a line with its JSON around it. */
enum { INPUT_MAX = 64 << 20 };

/* Of a folder with *.in, such as a package's data, only those: the rest are answers and notes. */
static size_t keep_inputs(char **names, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(names[i]);

        if (n > 3 && strcmp(names[i] + n - 3, ".in") == 0) {
            char *name = names[i];

            names[i] = names[kept];
            names[kept++] = name;
        }
    }
    return kept > 0 ? kept : count;
}

static int open_lines(struct records **out, const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    return records_open(out, fd, INPUT_MAX, err);
}

static int count_lines(const char *path, size_t *count, struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    enum record_kind kind = RECORD_OK;

    if (open_lines(&records, path, err) < 0)
        return -1;
    for (*count = 0; kind != RECORD_END; *count += kind != RECORD_END) {
        const char *text;
        size_t length;

        if (records_next(records, &text, &length, &kind, err) < 0)
            return err_wrap(err, "%s", path);
    }
    return 0;
}

int given_inputs_open(struct given_inputs *given, const char *path, struct err *err)
{
    struct stat st;

    *given = (struct given_inputs){.path = path};
    if (stat(path, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    if (!S_ISDIR(st.st_mode)) {
        if (count_lines(path, &given->count, err) < 0)
            return -1;
    } else {
        if (file_list(path, &given->names, &given->name_count, err) < 0)
            return -1;
        given->count = keep_inputs(given->names, given->name_count);
    }
    return given->count > 0 ? 0 : err_set(err, ERR_INPUT, "%s: no inputs in it", path);
}

void given_inputs_close(struct given_inputs *given)
{
    file_list_free(given->names, given->name_count);
    *given = (struct given_inputs){0};
}

static int propose_files(const struct given_inputs *given, struct input_maker *maker,
                         struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(INPUT_MAX);

    for (size_t i = 0; i < given->count; i++) {
        cleanup_free char *path = file_join(given->path, given->names[i]);
        char origin[160];

        buf_clear(&bytes);
        snprintf(origin, sizeof origin, "file %.150s", given->names[i]);
        if (!path)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (file_read(path, &bytes, err) < 0 || propose(maker, &bytes, origin, err) < 0)
            return -1;
    }
    return 0;
}

/* The input of a line. ERR_INPUT: it has none. */
static int decode_line(const char *text, size_t length, struct buf *out, struct err *err)
{
    cleanup_free char *input = NULL;
    struct json_members members = {0};
    int rc = json_read_members(&members, text, length, err);

    if (rc == 0) /* another value: it must be a string */
        rc = json_decode_string(&input, (struct json_slice){.at = text, .len = length}, err);
    else if (rc > 0)
        rc = json_need_text(&input, &members, "input", err);
    json_members_release(&members);
    if (rc < 0 || !input)
        return -1;
    buf_clear(out);
    return buf_add(out, input, strlen(input)) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

static size_t trim(const char **text, size_t length)
{
    while (length > 0 && strchr(" \t\r", **text))
        (*text)++, length--;
    while (length > 0 && strchr(" \t\r", (*text)[length - 1]))
        length--;
    return length;
}

static int propose_line(const struct given_inputs *given, struct input_maker *maker,
                        const struct records *records, const char *text, size_t length,
                        struct buf *bytes, struct err *err)
{
    struct err trouble = {0};
    char origin[160];

    length = trim(&text, length);
    if (length == 0)
        return 0;
    snprintf(origin, sizeof origin, "line %" PRIu64, records_line(records));
    if (decode_line(text, length, bytes, &trouble) == 0)
        return propose(maker, bytes, origin, err);
    if (trouble.kind != ERR_INPUT)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    progress_end(&maker->session->progress);
    remark(maker->session->settings->remarks, "%s:%" PRIu64 ": no input: %s", given->path,
           records_line(records), trouble.msg);
    return 0;
}

static int propose_lines(const struct given_inputs *given, struct input_maker *maker,
                         struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(INPUT_MAX);

    if (open_lines(&records, given->path, err) < 0)
        return -1;
    for (size_t i = 0; i < given->count; i++) {
        enum record_kind kind;
        const char *text;
        size_t length;

        if (records_next(records, &text, &length, &kind, err) < 0)
            return err_wrap(err, "%s", given->path);
        if (kind == RECORD_END)
            break;
        if (propose_line(given, maker, records, text, length, &bytes, err) < 0)
            return -1;
    }
    return maker->batch_count + maker->out->duplicates > 0
               ? 0
               : err_set(err, ERR_INPUT, "%s: no inputs in it", given->path);
}

int given_inputs_propose(const struct given_inputs *given, struct input_maker *maker,
                         struct err *err)
{
    if ((given->names ? propose_files(given, maker, err) : propose_lines(given, maker, err)) < 0)
        return -1;
    return end_batch(maker, err);
}
