/* SPDX-License-Identifier: MIT */
/* The output directory: every file is written under another name and renamed when it is whole. */
#include "base/file.h"
#include "hall/candidate_lines.h"
#include "hall/outcome_lines.h"
#include "hall/report.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>

/* Files that an earlier run of ours left: two digits or three, a dot, letters. */
static bool ours(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    const char *p = name + digits;

    return digits >= 2 && *p == '.' && isalpha((unsigned char)p[1]) &&
           strspn(p + 1, "abcdefghijklmnopqrstuvwxyz") == strlen(p + 1);
}

static int clean_directory(const char *path, struct err *err)
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

static int write_input(const struct made_input *input, const char *path, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(SIZE_MAX / 2);

    if (file_read_fd(input->fd, &bytes, err) < 0)
        return -1;
    return file_replace(path, buf_str(&bytes), bytes.len, err);
}

static int write_inputs(const struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_free char *inputs = file_join(dir, "inputs");

    if (!inputs || clean_directory(inputs, err) < 0)
        return -1;
    for (size_t i = 0; i < p->inputs.count; i++) {
        char name[32];
        cleanup_free char *path = NULL;

        snprintf(name, sizeof name, "%03zu.in", i + 1);
        path = file_join(inputs, name);
        if (!path || write_input(&p->inputs.list[i], path, err) < 0)
            return -1;
    }
    return 0;
}

static int write_submissions(struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_free char *submissions = file_join(dir, "submissions");
    cleanup_with(buf_release) struct buf source = BUF_INIT(SIZE_MAX / 2);

    if (!submissions || clean_directory(submissions, err) < 0)
        return -1;
    for (size_t i = 0; i < p->pick_count; i++) {
        char name[64];
        cleanup_free char *path = NULL;

        report_file_name(p, i, name, sizeof name);
        path = file_join(dir, name);
        if (!path || filtered_source(&p->filtered, p->picks[i].survivor, &source, err) < 0 ||
            file_replace(path, buf_str(&source), source.len, err) < 0)
            return -1;
    }
    return 0;
}

static int write_candidates(const struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_free char *path = file_join(dir, "candidates.jsonl");
    cleanup_free char *temp = file_join(dir, "candidates.jsonl.tmp");
    cleanup_fd int fd = -1;

    if (!path || !temp)
        return err_set(err, ERR_JUDGE, "out of memory");
    fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", temp);
    if (candidate_lines_write(p->ledger, fd, err) < 0)
        return err_wrap(err, "%s", temp);
    if (fsync(fd) < 0 || rename(temp, path) < 0)
        return err_sys(err, ERR_JUDGE, "%s", path);
    return 0;
}

static int write_outcomes(const struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(SIZE_MAX / 2);
    cleanup_free char *path = file_join(dir, "outcomes.jsonl");

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (outcome_lines(&text, p, err) < 0)
        return -1;
    return file_replace(path, buf_str(&text), text.len, err);
}

int report_write(struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(SIZE_MAX / 2);
    cleanup_free char *path = file_join(dir, "report.json");

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (report_json(&text, p, err) < 0 || file_make_dirs(dir, err) < 0 ||
        write_candidates(p, dir, err) < 0 || write_inputs(p, dir, err) < 0 ||
        write_outcomes(p, dir, err) < 0 || write_submissions(p, dir, err) < 0)
        return -1;
    /* Last, so that a report that is there speaks of files that are there. */
    return file_replace(path, buf_str(&text), text.len, err);
}
