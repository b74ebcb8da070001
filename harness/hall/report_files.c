/* SPDX-License-Identifier: MIT */
/*
 * The output directory: every file is written under another name and renamed when it is whole. The
 * inputs are there already, written by journal_inputs.
 */
#include "base/file.h"
#include "hall/candidate_lines.h"
#include "hall/outcome_lines.h"
#include "hall/own_files.h"
#include "hall/report.h"
#include "winnow/cleanup.h"

#include <fcntl.h>

static int write_submissions(struct pipeline *p, const char *dir, struct err *err)
{
    cleanup_free char *submissions = file_join(dir, "submissions");
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);

    if (!submissions)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (own_files_begin(submissions, err) < 0)
        return -1;
    for (size_t i = 0; i < p->pick_count; i++) {
        char name[64];
        cleanup_free char *path = NULL;

        report_file_name(p, i, name, sizeof name);
        path = file_join(dir, name);
        if (!path)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (filtered_source(&p->filtered, p->picks[i].survivor, &source, err) < 0 ||
            file_replace(path, buf_str(&source), source.len, err) < 0)
            return -1;
    }
    return 0;
}

/*
 * Under a name that does not change from run to run, so that the next one cleans up after a kill;
 * and not held in memory, as there may be a million lines.
 */
static int write_file(struct pipeline *p, const char *dir, const char *name,
                      int (*write)(struct pipeline *, int fd, struct err *), struct err *err)
{
    cleanup_free char *path = file_join(dir, name);
    cleanup_free char *temp = NULL;
    cleanup_fd int fd = -1;

    if (!path || asprintf(&temp, "%s.tmp", path) < 0) {
        temp = NULL;
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", temp);
    if (write(p, fd, err) < 0)
        return err_wrap(err, "%s", temp);
    if (fsync(fd) < 0 || rename(temp, path) < 0)
        return err_sys(err, ERR_JUDGE, "%s", path);
    return 0;
}

static int candidate_lines(struct pipeline *p, int fd, struct err *err)
{
    return candidate_lines_write(p->ledger, fd, err);
}

static int outcome_lines(struct pipeline *p, int fd, struct err *err)
{
    return outcome_lines_write(p, fd, err);
}

static int report(struct pipeline *p, int fd, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (report_json(&text, p, err) < 0)
        return -1;
    return file_write_all(fd, buf_str(&text), text.len) < 0 ? err_sys(err, ERR_JUDGE, "write") : 0;
}

int report_write(struct pipeline *p, const char *dir, struct err *err)
{
    if (file_make_dirs(dir, err) < 0 ||
        write_file(p, dir, "candidates.jsonl", candidate_lines, err) < 0 ||
        write_file(p, dir, "outcomes.jsonl", outcome_lines, err) < 0 ||
        write_submissions(p, dir, err) < 0)
        return -1;
    /* Last, so that a report that is there speaks of files that are there. */
    return write_file(p, dir, "report.json", report, err);
}
