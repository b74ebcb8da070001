/* SPDX-License-Identifier: MIT */
#include "hall/own_files.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <string.h>

/*
 * Two digits or more, a dot, letters; and the same with ".tmp." and digits behind, which is what a
 * kill leaves of file_replace.
 */
static bool ours(const char *name)
{
    static const char temporary[] = ".tmp.";
    size_t digits = strspn(name, "0123456789");
    const char *p = name + digits;

    if (digits < 2 || *p != '.' || !isalpha((unsigned char)p[1]))
        return false;
    p += 1 + strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");
    if (strncmp(p, temporary, sizeof temporary - 1) == 0)
        p += sizeof temporary - 1 + strspn(p + sizeof temporary - 1, "0123456789");
    return *p == '\0';
}

int own_files_begin(const char *path, struct err *err)
{
    char **names;
    size_t count;

    if (file_make_dirs(path, err) < 0 || file_list(path, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *file = file_join(path, names[i]);

        if (file && ours(names[i]))
            unlink(file);
    }
    file_list_free(names, count);
    return 0;
}

static char *input_path(const char *path, size_t number)
{
    char name[32];

    snprintf(name, sizeof name, "%03zu.in", number);
    return file_join(path, name);
}

int own_files_write_input(const char *path, size_t number, const struct made_input *input,
                          struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free char *file = input_path(path, number);

    if (!file)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (file_read_fd(input->fd, &bytes, err) < 0)
        return -1;
    return file_replace(file, buf_str(&bytes), bytes.len, err);
}

bool own_files_read_input(const char *path, size_t number, struct made_input *input)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)input->size);
    cleanup_free char *file = input_path(path, number);

    if (!file || file_read(file, &bytes, NULL) < 0 || bytes.len != (size_t)input->size ||
        !hash_equal(hash_bytes(buf_str(&bytes), bytes.len), input->hash))
        return false;
    input->fd = file_memfd("input", buf_str(&bytes), bytes.len, NULL);
    return input->fd >= 0;
}
