/* SPDX-License-Identifier: MIT */
#include "eval/sample/samples.h"
#include "base/file.h"
#include "base/stream/records.h"
#include "eval/sample/sample_folder.h"
#include "eval/suite/suite.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 * MIB, REMARKS_MAX = 5 };

struct samples {
    const char *const *paths;
    size_t count;
    int *files; /* a descriptor for each path */
    size_t at;  /* the file under way */
    struct records *records;
    struct json_members row;
    char *task_id, *text, *language;
    struct json_members
        list; /* "code_list", "samples", "completions", or an array in the place of a row */
    bool list_is_whole; /* of whole programs */
    const struct suite *suite;
    size_t next; /* the one of it that comes next */
    char where[320];
    size_t skipped;
    bool again; /* what is wrong was said already */
    const struct remarks *remarks;
};

static int copy_to_scratch(int from, struct err *err)
{
    int fd = file_scratch(err);
    char bytes[1 << 16];
    ssize_t n = 0;

    while (fd >= 0 && (n = read(from, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || file_write_all(fd, bytes, (size_t)n) < 0) {
            err_put_sys(err, ERR_INPUT, "keeping the samples");
            close(fd);
            return -1;
        }
    }
    return fd;
}

static int open_file(struct samples *samples, const char *path, struct err *err)
{
    int fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                    : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    int copy;

    if (fd < 0 || fstat(fd, &st) < 0) {
        err_put_sys(err, ERR_INPUT, "%s", path);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    if (S_ISREG(st.st_mode) && lseek(fd, 0, SEEK_CUR) == 0)
        return fd;
    copy = S_ISDIR(st.st_mode)
               ? sample_folder_open(path, samples->suite, samples->remarks, &samples->skipped, err)
               : copy_to_scratch(fd, err);
    close(fd);
    return copy;
}

int samples_open(struct samples **out, const char *const *paths, size_t count,
                 const struct suite *suite, const struct remarks *remarks, struct err *err)
{
    struct samples *samples = calloc(1, sizeof *samples);

    if (!samples || !(samples->files = calloc(count + 1, sizeof *samples->files))) {
        free(samples);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    samples->paths = paths;
    samples->suite = suite;
    samples->remarks = remarks;
    for (; samples->count < count; samples->count++) {
        int fd = open_file(samples, paths[samples->count], err);

        if (fd < 0) {
            samples_close(samples);
            return -1;
        }
        samples->files[samples->count] = fd;
    }
    *out = samples;
    return 0;
}

static void forget_sample(struct samples *samples)
{
    json_members_release(&samples->row);
    json_members_release(&samples->list);
    samples->row = samples->list = (struct json_members){0};
    samples->next = 0;
    free(samples->task_id);
    free(samples->text);
    free(samples->language);
    samples->task_id = samples->text = samples->language = NULL;
}

void samples_close(struct samples *samples)
{
    if (!samples)
        return;
    forget_sample(samples);
    records_free(samples->records);
    for (size_t i = 0; i < samples->count; i++)
        close(samples->files[i]);
    free(samples->files);
    free(samples);
}

void samples_rewind(struct samples *samples)
{
    forget_sample(samples);
    records_free(samples->records);
    samples->records = NULL;
    samples->at = 0;
    samples->again = true;
}

static void skip_line(struct samples *samples, const char *why)
{
    if (samples->again)
        return;
    if (samples->skipped++ < REMARKS_MAX)
        remark(samples->remarks, "%s: %s; skipped", samples->where, why);
}

/* What is under the first of these keys that is there. */
static char *text_under(const struct json_members *row, const char *const *keys)
{
    char *text = NULL;

    for (; *keys && !text; keys++)
        text = json_text(row, *keys);
    return text;
}

/* The next one of a list. */
static bool take_next(struct samples *samples, struct sample *sample)
{
    struct err err = {0};

    free(samples->text);
    samples->text = NULL;
    if (json_decode_string(&samples->text, samples->list.list[samples->next++].value, &err) < 0)
        skip_line(samples, "a program in the list that is no text");
    *sample = (struct sample){.row = &samples->row,
                              .task_id = samples->task_id,
                              .text = samples->text,
                              .language = samples->language,
                              .whole = samples->list_is_whole,
                              .by_place = samples->row.count == 0,
                              .file = samples->at};
    return samples->text != NULL;
}

/* LiveCodeBench's programs, or MultiPL-E's completions. */
static bool is_list(struct samples *samples)
{
    const struct json_slice *member = json_find(&samples->row, "code_list");
    struct err err = {0};

    samples->list_is_whole = member != NULL;
    if (!member)
        member = json_find(&samples->row, "samples");
    if (!member)
        member = json_find(&samples->row, "completions");
    return member && json_read_elements(&samples->list, member->at, member->len, &err) > 0;
}

static char *id_by_prompt(const struct samples *samples)
{
    cleanup_free char *prompt = json_text(&samples->row, "prompt");
    const struct task *task = prompt ? suite_find_prompt(samples->suite, prompt) : NULL;

    return task ? strdup(task->id) : NULL;
}

/* Programs of the task that has this place among the tasks. */
static bool take_array(struct samples *samples, const char *text, size_t length,
                       struct sample *sample)
{
    uint64_t number = records_number(samples->records);
    struct err err = {0};

    if (records_form(samples->records) != RECORDS_VALUES ||
        json_read_elements(&samples->list, text, length, &err) <= 0) {
        skip_line(samples, "not a JSON object");
        return false;
    }
    if (number == 0 || number > samples->suite->count) {
        skip_line(samples, "the suite has no task for this array");
        return false;
    }
    samples->list_is_whole = true;
    samples->task_id = strdup(samples->suite->tasks[number - 1].id);
    return samples->task_id && samples->list.count > 0 && take_next(samples, sample);
}

/* Whether the line is a sample, or several. */
static bool take_line(struct samples *samples, const char *text, size_t length,
                      struct sample *sample)
{
    static const char *const id_keys[] = {"task_id", "question_id", "problem_id",
                                          "id",      "name",        NULL};
    static const char *const whole_keys[] = {"solution", "code", NULL};
    static const char *const part_keys[] = {"completion", "generation", "response", "output", NULL};
    struct err err = {0};
    int is_object = json_read_members(&samples->row, text, length, &err);

    if (is_object < 0) {
        skip_line(samples, err.msg);
        return false;
    }
    if (!is_object)
        return take_array(samples, text, length, sample);
    samples->task_id = text_under(&samples->row, id_keys);
    if (!samples->task_id)
        samples->task_id = id_by_prompt(samples);
    samples->language = json_text(&samples->row, "language");
    samples->text = text_under(&samples->row, whole_keys);
    *sample = (struct sample){.row = &samples->row,
                              .task_id = samples->task_id,
                              .language = samples->language,
                              .whole = true,
                              .file = samples->at};
    if (samples->task_id && !samples->text && is_list(samples))
        return samples->list.count > 0 && take_next(samples, sample);
    sample->whole = samples->text != NULL;
    if (!samples->text)
        samples->text = text_under(&samples->row, part_keys);
    sample->text = samples->text;
    if (sample->task_id && sample->text)
        return true;
    skip_line(samples,
              sample->task_id ? "no text under \"completion\" or \"solution\"" : "no \"task_id\"");
    return false;
}

static int open_records(struct samples *samples, struct err *err)
{
    int fd = file_reopen(samples->files[samples->at], err);

    return fd < 0 ? -1 : records_open(&samples->records, fd, LINE_MAX_BYTES, err);
}

int samples_next(struct samples *samples, struct sample *sample, struct err *err)
{
    for (; samples->at < samples->count;) {
        enum record_kind kind;
        const char *text;
        size_t length;

        if (samples->next > 0 && samples->next < samples->list.count) {
            if (take_next(samples, sample))
                return 1;
            continue;
        }
        forget_sample(samples);
        if (!samples->records && open_records(samples, err) < 0)
            return -1;
        if (records_next(samples->records, &text, &length, &kind, err) < 0)
            return err_wrap(err, "%s", samples->paths[samples->at]);
        snprintf(samples->where, sizeof samples->where, "%.280s:%" PRIu64,
                 samples->paths[samples->at], records_line(samples->records));
        if (kind == RECORD_END) {
            records_free(samples->records);
            samples->records = NULL;
            samples->at++;
        } else if (kind == RECORD_TOO_LONG) {
            skip_line(samples, "longer than 256 MiB");
        } else if (strspn(text, " \t\r") != length && take_line(samples, text, length, sample)) {
            return 1;
        }
    }
    return 0;
}

int samples_hash(const struct samples *samples, struct hash128 *out, struct err *err)
{
    struct hash128 hash = {0};

    for (size_t i = 0; i < samples->count; i++) {
        struct map map = {0};

        if (map_fd(&map, samples->files[i], err) < 0)
            return err_wrap(err, "%s", samples->paths[i]);
        hash = hash_fold(hash, hash_bytes(map.data, map.len));
        map_release(&map);
    }
    *out = hash;
    return 0;
}

const char *samples_where(const struct samples *samples)
{
    return samples->where;
}

size_t samples_skipped(const struct samples *samples)
{
    return samples->skipped;
}

double samples_fraction(const struct samples *samples)
{
    return samples->records ? records_fraction(samples->records) : -1;
}
