/* SPDX-License-Identifier: MIT */
#include "judge/feedback.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int feedback_open(int dir, const char *name)
{
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    cleanup_fd int fd = dir < 0 ? -1 : (int)syscall(SYS_openat2, dir, name, &how, sizeof how);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return -1;
    return steal_fd(&fd);
}

bool feedback_has(int dir, const char *name)
{
    cleanup_fd int fd = feedback_open(dir, name);

    return fd >= 0;
}

void feedback_line(int dir, const char *name, char *out, size_t size)
{
    cleanup_fd int fd = feedback_open(dir, name);
    char text[4096];
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    const char *line = text;

    text[n > 0 ? n : 0] = '\0';
    line += strspn(line, " \t\r\n");
    snprintf(out, size, "%.*s", (int)strcspn(line, "\r\n"), line);
}

void feedback_forget(struct feedback_kept *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        free((char *)(uintptr_t)kept->files[i].name);
        close(kept->files[i].fd);
    }
    kept->count = 0;
}

static int keep_file(struct feedback_kept *kept, int dir, const char *name, struct buf *bytes,
                     struct err *err)
{
    cleanup_fd int from = feedback_open(dir, name), copy = -1;
    struct run_file *file = &kept->files[kept->count];
    char *whole = NULL;

    if (from < 0)
        return 0;
    if (kept->count == FEEDBACK_FILES_MAX)
        return err_set(err, ERR_JUDGE, "it leaves more than %d files", FEEDBACK_FILES_MAX);
    buf_clear(bytes);
    if (file_read_fd(from, bytes, err) < 0 ||
        (copy = file_memfd(name, buf_str(bytes), bytes->len, err)) < 0)
        return -1;
    whole = file_join(FEEDBACK_DIRECTORY, name);
    if (!whole)
        return err_set(err, ERR_JUDGE, "out of memory");
    *file = (struct run_file){.name = whole, .fd = steal_fd(&copy)};
    kept->count++;
    return 0;
}

int feedback_keep(struct feedback_kept *kept, int dir, const char *except, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)16 * MIB);
    int again = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cleanup_dir DIR *entries = again < 0 ? NULL : fdopendir(again);
    const struct dirent *entry;

    feedback_forget(kept);
    if (!entries) {
        if (again >= 0)
            close(again);
        return err_sys(err, ERR_JUDGE, "its feedback directory");
    }
    while ((entry = readdir(entries)))
        if (strcmp(entry->d_name, except) != 0 && strlen(entry->d_name) < 40 &&
            keep_file(kept, dir, entry->d_name, &bytes, err) < 0)
            return -1;
    return 0;
}
