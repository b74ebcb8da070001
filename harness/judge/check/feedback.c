/* SPDX-License-Identifier: MIT */
#include "judge/check/feedback.h"
#include "base/buf.h"
#include "base/file.h"
#include "lang/program.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MESSAGE_SHOWN = 4096 }; /* bytes of a message */

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

/* Adds the name and the text, and returns the number of lines. */
static size_t add_message(struct buf *out, int dir, const char *name)
{
    cleanup_fd int fd = feedback_open(dir, name);
    char text[MESSAGE_SHOWN];
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    size_t lines = 1, length = n > 0 ? (size_t)n : 0;

    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--; /* a NUL too */
    for (size_t i = 0; i < length; i++) {
        lines += text[i] == '\n';
        text[i] = text[i] ? text[i] : ' ';
    }
    if (length == 0 || buf_addf(out, "%s\n%.*s\n", name, (int)length, text) < 0)
        return 0;
    return lines;
}

char *feedback_messages(int dir)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(3 * (size_t)MESSAGE_SHOWN);
    size_t lines = add_message(&out, dir, "judgemessage.txt");

    lines += add_message(&out, dir, "teammessage.txt");
    return lines > 1 ? steal_ptr(&out.data) : NULL;
}

int feedback_next_pass(struct feedback_kept *kept, int dir, int *fd, struct err *err)
{
    if (!feedback_has(dir, "nextpass.in"))
        return 0;
    *fd = feedback_copy(dir, "nextpass.in", 1024 * MIB, err);
    return *fd < 0 || feedback_keep(kept, dir, "nextpass.in", err) < 0 ? -1 : 1;
}

void feedback_forget(struct feedback_kept *kept)
{
    run_files_release(kept->files, kept->count);
    kept->count = 0;
}

int feedback_copy(int dir, const char *name, bytes_t most, struct err *err)
{
    cleanup_fd int from = feedback_open(dir, name);

    if (from < 0)
        return err_set(err, ERR_JUDGE, "%s cannot be read", name);
    if (file_size(from) > most)
        return err_set(err, ERR_JUDGE, "%s is larger than %lld bytes", name, (long long)most);
    return file_memfd_copy(name, from, 0, file_size(from), err);
}

static int keep_file(struct feedback_kept *kept, int dir, const char *name, struct err *err)
{
    cleanup_fd int copy = -1;
    char *whole = NULL;

    if (!feedback_has(dir, name))
        return 0;
    if (kept->count == FEEDBACK_FILES_MAX)
        return err_set(err, ERR_JUDGE, "it leaves more than %d files", FEEDBACK_FILES_MAX);
    copy = feedback_copy(dir, name, FEEDBACK_KEPT_MAX, err);
    if (copy < 0)
        return -1;
    whole = file_join(FEEDBACK_DIRECTORY, name);
    if (!whole)
        return err_set(err, ERR_JUDGE, "out of memory");
    kept->files[kept->count++] = (struct run_file){.name = whole, .fd = steal_fd(&copy)};
    return 0;
}

int feedback_keep(struct feedback_kept *kept, int dir, const char *except, struct err *err)
{
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
            keep_file(kept, dir, entry->d_name, err) < 0)
            return -1;
    return 0;
}
