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
#include <unistd.h>

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

/* ---- files */

/* What is beside NAME.in under another extension; 0 when there is no such file. */
static int read_beside(const char *input_path, const char *extension, struct buf *out,
                       struct err *err)
{
    size_t stem = strlen(input_path) - strlen(extension);
    cleanup_free char *path = strdup(input_path);

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    memcpy(path + stem, extension, strlen(extension));
    buf_clear(out);
    if (access(path, F_OK) < 0)
        return 0;
    return file_read(path, out, err) < 0 ? -1 : 1;
}

/* As judges have it: NAME.ans, else NAME.out. */
static int read_expected(const char *input_path, struct buf *out, struct err *err)
{
    cleanup_free char *stem = NULL;
    size_t length = strlen(input_path);
    int found;

    if (length <= 3 || strcmp(input_path + length - 3, ".in") != 0)
        return 0;
    if (asprintf(&stem, "%.*s.ans", (int)(length - 3), input_path) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    found = read_beside(stem, ".ans", out, err);
    return found ? found : read_beside(stem, ".out", out, err);
}

static int each_file(const struct given_inputs *given, given_input *each, void *context,
                     struct err *err)
{
    cleanup_with(buf_release) struct buf input = BUF_INIT(INPUT_MAX), output = BUF_INIT(INPUT_MAX);

    for (size_t i = 0; i < given->count; i++) {
        cleanup_free char *path = file_join(given->path, given->names[i]);
        char origin[160];
        int answered;

        buf_clear(&input);
        snprintf(origin, sizeof origin, "file %.150s", given->names[i]);
        if (!path)
            return err_set(err, ERR_JUDGE, "out of memory");
        answered = read_expected(path, &output, err);
        if (answered < 0 || file_read(path, &input, err) < 0 ||
            each(context, origin, &input, answered ? &output : NULL, err) < 0)
            return -1;
    }
    return 0;
}

/* ---- lines */

static int put_text(struct buf *out, const char *text, struct err *err)
{
    buf_clear(out);
    return buf_add(out, text, strlen(text)) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* The expected output of an object: 1, or 0 when it has none. */
static int decode_output(const struct json_members *members, struct buf *out, struct err *err)
{
    const struct json_slice *value = json_find(members, "output");
    cleanup_free char *text = json_text(members, "output");

    if (!value || json_slice_type(*value) == JSON_NULL)
        return 0;
    if (!text)
        return err_set(err, ERR_INPUT, "\"output\" must be a string");
    return put_text(out, text, err) < 0 ? -1 : 1;
}

/* What a line says: -1 and ERR_INPUT, it is no input; 1: an output is expected, 0: none is. */
static int decode_line(const char *text, size_t length, struct buf *input, struct buf *output,
                       struct err *err)
{
    cleanup_free char *content = NULL;
    cleanup_with(json_members_release) struct json_members members = {0};
    int is_object = json_read_members(&members, text, length, err);

    if (is_object < 0)
        return -1;
    if (is_object
            ? json_need_text(&content, &members, "input", err) < 0
            : json_decode_string(&content, (struct json_slice){.at = text, .len = length}, err) < 0)
        return -1;
    if (put_text(input, content, err) < 0)
        return -1;
    return is_object ? decode_output(&members, output, err) : 0;
}

static size_t trim(const char **text, size_t length)
{
    while (length > 0 && strchr(" \t\r", **text))
        (*text)++, length--;
    while (length > 0 && strchr(" \t\r", (*text)[length - 1]))
        length--;
    return length;
}

static int each_line(const struct given_inputs *given, const struct remarks *remarks,
                     given_input *each, void *context, struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    cleanup_with(buf_release) struct buf input = BUF_INIT(INPUT_MAX), output = BUF_INIT(INPUT_MAX);
    enum record_kind kind;
    const char *text;
    size_t length;

    if (open_lines(&records, given->path, err) < 0)
        return -1;
    for (size_t i = 0; i < given->count; i++) {
        struct err trouble = {0};
        char origin[160];
        int answered;

        if (records_next(records, &text, &length, &kind, err) < 0)
            return err_wrap(err, "%s", given->path);
        if (kind == RECORD_END)
            break;
        length = trim(&text, length);
        if (length == 0)
            continue;
        snprintf(origin, sizeof origin, "line %" PRIu64, records_line(records));
        answered = decode_line(text, length, &input, &output, &trouble);
        if (answered < 0 && trouble.kind != ERR_INPUT)
            return err_set(err, trouble.kind, "%s", trouble.msg);
        if (answered < 0)
            remark(remarks, "%s:%" PRIu64 ": no input: %s", given->path, records_line(records),
                   trouble.msg);
        else if (each(context, origin, &input, answered ? &output : NULL, err) < 0)
            return -1;
    }
    return 0;
}

int given_inputs_each(const struct given_inputs *given, const struct remarks *remarks,
                      given_input *each, void *context, struct err *err)
{
    return given->names ? each_file(given, each, context, err)
                        : each_line(given, remarks, each, context, err);
}
