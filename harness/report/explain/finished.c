/* SPDX-License-Identifier: MIT */
#include "report/explain/finished.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void finished_line_release(struct finished_line *line)
{
    json_members_release(&line->members);
    free(line->text);
    *line = (struct finished_line){0};
}

uint64_t finished_number(const struct json_members *members, const char *key)
{
    cleanup_free char *text = json_text(members, key);

    return text ? strtoull(text, NULL, 10) : 0;
}

static int read_object(struct finished_line *line, const char *path, struct err *err)
{
    int rc;

    if (!line->text)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = json_read_members(&line->members, line->text, strlen(line->text), err);
    if (rc < 0)
        return err_wrap(err, "%s", path);
    return rc > 0 ? 0 : err_set(err, ERR_INPUT, "%s: not written by `winnow run`", path);
}

int finished_report(struct finished_line *out, const char *dir, struct err *err)
{
    cleanup_free char *path = file_join(dir, "report.json");
    struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (access(path, F_OK) < 0)
        return err_set(err, ERR_INPUT, "%s: no run has finished in this directory", dir);
    if (file_read(path, &text, err) < 0) {
        buf_release(&text);
        return -1;
    }
    *out = (struct finished_line){.text = text.data ? text.data : strdup("")};
    return read_object(out, path, err);
}

/* `line` is what is being read; it is released but where it was found. */
static int look_at(struct finished_line *line, const char *path, finished_look *look, void *context,
                   struct err *err)
{
    if (read_object(line, path, err) < 0)
        return -1;
    return look(context, &line->members, err);
}

static int find_in(FILE *file, const char *path, struct finished_line *out, finished_look *look,
                   void *context, struct err *err)
{
    int rc = 0;

    while (rc == 0) {
        cleanup_with(finished_line_release) struct finished_line line = {0};
        size_t room = 0;
        ssize_t length = getline(&line.text, &room, file);

        if (length < 0)
            break;
        if (length > 0 && line.text[length - 1] == '\n')
            line.text[length - 1] = '\0';
        rc = look_at(&line, path, look, context, err);
        if (rc > 0 && out) {
            *out = line;
            line = (struct finished_line){0};
        }
    }
    return rc == 0 && ferror(file) ? err_sys(err, ERR_JUDGE, "%s", path) : rc;
}

int finished_find(struct finished_line *out, const char *dir, const char *name, finished_look *look,
                  void *context, struct err *err)
{
    cleanup_free char *path = file_join(dir, name);
    cleanup_file FILE *file = path ? fopen(path, "re") : NULL;

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    return file ? find_in(file, path, out, look, context, err)
                : err_sys(err, ERR_INPUT, "%s", path);
}
