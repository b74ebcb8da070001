/* SPDX-License-Identifier: MIT */
#include "record/made_inputs.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void made_input_release(struct made_input *input)
{
    if (input->fd >= 0)
        close(input->fd);
    free(input->origin);
}

void made_inputs_release(struct made_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        made_input_release(&inputs->list[i]);
    free(inputs->list);
    free(inputs->tests);
    memset(inputs, 0, sizeof *inputs);
}

static char *numbered_path(const char *dir, size_t number, const char *extension)
{
    char name[40];

    snprintf(name, sizeof name, "%03zu%s", number, extension);
    return file_join(dir, name);
}

static char *input_path(const char *dir, size_t number)
{
    return numbered_path(dir, number, ".in");
}

int made_input_write(const struct made_input *input, const char *dir, size_t number,
                     struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)input->size);
    cleanup_free char *path = input_path(dir, number);

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (file_read_fd(input->fd, &bytes, err) < 0)
        return -1;
    return file_replace(path, buf_str(&bytes), bytes.len, err);
}

bool made_input_read(struct made_input *input, const char *dir, size_t number)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)input->size);
    cleanup_free char *path = input_path(dir, number);

    if (!path || file_read(path, &bytes, NULL) < 0 || bytes.len != (size_t)input->size ||
        !hash_equal(hash_bytes(buf_str(&bytes), bytes.len), input->hash))
        return false;
    input->fd = file_memfd("input", buf_str(&bytes), bytes.len, NULL);
    return input->fd >= 0;
}

static bool has_answer(const char *dir, size_t number)
{
    cleanup_free char *ans = numbered_path(dir, number, ".ans");
    cleanup_free char *out = numbered_path(dir, number, ".out");

    return !ans || !out || access(ans, F_OK) == 0 || access(out, F_OK) == 0;
}

size_t made_inputs_trim(const char *dir, size_t number)
{
    size_t removed = 0;

    for (;; removed++) {
        cleanup_free char *path = input_path(dir, number + removed);

        if (!path || has_answer(dir, number + removed) || unlink(path) < 0)
            return removed;
    }
}
