/* SPDX-License-Identifier: MIT */
/*
 * The output directory: every file is written under another name and renamed when it is whole. The
 * inputs are there already, written by journal_inputs.
 */
#include "base/file.h"
#include "report/candidate_lines.h"
#include "report/disagreement_lines.h"
#include "report/html/run_page.h"
#include "report/outcome_lines.h"
#include "record/numbered_files.h"
#include "report/report.h"
#include "winnow/cleanup.h"

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

static int candidate_lines(void *context, int fd, struct err *err)
{
    const struct record *r = context;
    struct candidate_lines lines = {.counts = true};

    return candidate_lines_write(&lines, r->roster, fd, err);
}

static int outcome_lines(void *context, int fd, struct err *err)
{
    return outcome_lines_write(context, fd, err);
}

static int disagreement_lines(void *context, int fd, struct err *err)
{
    return disagreement_lines_write(context, fd, err);
}

static int page(void *context, int fd, struct err *err)
{
    return run_page_write(context, fd, err);
}

static int report(void *context, int fd, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (report_json(&text, context, err) < 0)
        return -1;
    return file_write_all(fd, buf_str(&text), text.len) < 0 ? err_sys(err, ERR_JUDGE, "write") : 0;
}

int report_write(struct record *r, const char *dir, struct err *err)
{
    if (file_make_dirs(dir, err) < 0 ||
        file_replace_by(dir, "candidates.jsonl", candidate_lines, r, err) < 0 ||
        file_replace_by(dir, "outcomes.jsonl", outcome_lines, r, err) < 0 ||
        file_replace_by(dir, "disagreements.jsonl", disagreement_lines, r, err) < 0 ||
        write_submissions(r, dir, err) < 0 || file_replace_by(dir, "report.html", page, r, err) < 0)
        return -1;
    /* Last, so that a report that is there speaks of files that are there. */
    return file_replace_by(dir, "report.json", report, r, err);
}
