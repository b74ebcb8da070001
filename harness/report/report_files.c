/* SPDX-License-Identifier: MIT */
/*
 * The output directory: every file is written under another name and renamed when it is whole. The
 * inputs are there already, written by journal_inputs.
 */
#include "base/file.h"
#include "report/candidate_lines.h"
#include "report/outcome_lines.h"
#include "record/numbered_files.h"
#include "report/report.h"
#include "winnow/cleanup.h"

#include <fcntl.h>

static int write_submissions(struct record *r, const char *dir, struct err *err)
{
    cleanup_free char *submissions = file_join(dir, "submissions");
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);

    if (!submissions)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (numbered_files_begin(submissions, r->settings->remarks, err) < 0)
        return -1;
    for (size_t i = 0; i < r->pick_count; i++) {
        char name[64];
        cleanup_free char *path = NULL;

        report_file_name(r, i, name, sizeof name);
        path = file_join(dir, name);
        if (!path)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (survivors_source(&r->survivors, r->picks[i].survivor, &source, err) < 0 ||
            file_replace(path, buf_str(&source), source.len, err) < 0)
            return -1;
    }
    return 0;
}

/*
 * Under a name that does not change from run to run, so that the next one cleans up after a kill;
 * and not held in memory, as there may be a million lines.
 */
static int write_file(struct record *r, const char *dir, const char *name,
                      int (*write)(struct record *, int fd, struct err *), struct err *err)
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
    if (write(r, fd, err) < 0)
        return err_wrap(err, "%s", temp);
    if (fsync(fd) < 0 || rename(temp, path) < 0)
        return err_sys(err, ERR_JUDGE, "%s", path);
    return 0;
}

static int candidate_lines(struct record *r, int fd, struct err *err)
{
    struct candidate_lines lines = {.counts = true};

    return candidate_lines_write(&lines, r->roster, fd, err);
}

static int outcome_lines(struct record *r, int fd, struct err *err)
{
    return outcome_lines_write(r, fd, err);
}

static int report(struct record *r, int fd, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (report_json(&text, r, err) < 0)
        return -1;
    return file_write_all(fd, buf_str(&text), text.len) < 0 ? err_sys(err, ERR_JUDGE, "write") : 0;
}

int report_write(struct record *r, const char *dir, struct err *err)
{
    if (file_make_dirs(dir, err) < 0 ||
        write_file(r, dir, "candidates.jsonl", candidate_lines, err) < 0 ||
        write_file(r, dir, "outcomes.jsonl", outcome_lines, err) < 0 ||
        write_submissions(r, dir, err) < 0)
        return -1;
    /* Last, so that a report that is there speaks of files that are there. */
    return write_file(r, dir, "report.json", report, err);
}
