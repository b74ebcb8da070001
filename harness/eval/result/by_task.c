/* SPDX-License-Identifier: MIT */
#include "eval/result/by_task.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "compare/token.h"
#include "eval/sample/answer.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int by_task_begin(struct by_task_cursor *cursor, const struct evaluation *evaluation,
                  struct err *err)
{
    *cursor = (struct by_task_cursor){.against_file = evaluation->against_file};
    samples_rewind(evaluation->samples);
    cursor->more = samples_next(evaluation->samples, &cursor->sample, err);
    return cursor->more < 0 ? -1 : 0;
}

bool by_task_has_more(const struct by_task_cursor *cursor)
{
    return cursor->more > 0 &&
           (!cursor->against_file || cursor->sample.file < cursor->against_file);
}

/* The sample's own part of what was judged. */
static struct token own_part(const struct task *task, const struct buf *source)
{
    struct token part = {buf_str(source), source->len};
    size_t before = task->prelude ? strlen(task->prelude) : 0;
    size_t behind = task->postlude ? strlen(task->postlude) : 0;

    if (before <= part.len && memcmp(part.text, task->prelude ? task->prelude : "", before) == 0) {
        part.text += before;
        part.len -= before;
    }
    part.len -= behind <= part.len ? behind : 0; /* it always is there */
    return part;
}

static int write_program(struct by_task *groups, const struct outcome *outcome,
                         struct sample *sample, size_t *length, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    enum answer_kind kind;
    struct token part;

    if (answer_program(outcome->task, sample, language_by_name("python3"),
                       groups->evaluation->attempts.settings, &source, &kind, err) < 0)
        return -1;
    part = own_part(outcome->task, &source);
    if (json_add_string(&text, part.text, part.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    *length = text.len;
    return file_write_all(groups->scratch, buf_str(&text), text.len) < 0
               ? err_sys(err, ERR_JUDGE, "keeping results")
               : 0;
}

static int add_sample(struct by_task *groups, const struct outcome *outcome, struct sample *sample,
                      struct err *err)
{
    struct grouped_sample *grown =
        array_grow(groups->samples, groups->count, &groups->room, sizeof *groups->samples);
    size_t task = (size_t)(outcome->task - groups->evaluation->attempts.suite->tasks), length;

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    groups->samples = grown;
    if (write_program(groups, outcome, sample, &length, err) < 0)
        return -1;
    grown[groups->count++] =
        (struct grouped_sample){.outcome = outcome, .at = groups->size, .length = length};
    groups->size += (off_t)length;
    if (groups->last[task])
        grown[groups->last[task] - 1].next = groups->count;
    else
        groups->first[task] = groups->count;
    groups->last[task] = groups->count;
    return 0;
}

static int map_programs(struct by_task *groups, struct err *err)
{
    void *map = groups->size == 0
                    ? NULL
                    : mmap(NULL, (size_t)groups->size, PROT_READ, MAP_PRIVATE, groups->scratch, 0);

    if (map == MAP_FAILED)
        return err_sys(err, ERR_JUDGE, "reading results again");
    groups->programs = map;
    return 0;
}

int by_task_read(struct by_task *groups, struct by_task_cursor *cursor,
                 const struct evaluation *evaluation, struct err *err)
{
    size_t tasks = evaluation->attempts.suite->count, file = cursor->sample.file;

    *groups = (struct by_task){.evaluation = evaluation,
                               .first = calloc(tasks + 1, sizeof *groups->first),
                               .last = calloc(tasks + 1, sizeof *groups->last),
                               .scratch = file_scratch(err)};
    if (groups->scratch < 0)
        return -1;
    if (!groups->first || !groups->last)
        return err_set(err, ERR_JUDGE, "out of memory");
    while (cursor->more > 0 && cursor->sample.file == file) {
        uint32_t number = evaluation->outcome_of[cursor->number++];

        if (number != NO_OUTCOME &&
            add_sample(groups, &evaluation->outcomes[number], &cursor->sample, err) < 0)
            return -1;
        cursor->more = samples_next(evaluation->samples, &cursor->sample, err);
    }
    return cursor->more < 0 ? -1 : map_programs(groups, err);
}

void by_task_release(struct by_task *groups)
{
    if (groups->programs)
        munmap((void *)(uintptr_t)groups->programs, (size_t)groups->size);
    free(groups->samples);
    free(groups->first);
    free(groups->last);
    if (groups->scratch > 0)
        close(groups->scratch);
    *groups = (struct by_task){0};
}

const struct grouped_sample *by_task_first(const struct by_task *groups, size_t task)
{
    return groups->first[task] ? &groups->samples[groups->first[task] - 1] : NULL;
}

const struct grouped_sample *by_task_next(const struct by_task *groups,
                                          const struct grouped_sample *sample)
{
    return sample->next ? &groups->samples[sample->next - 1] : NULL;
}

int by_task_add_program(const struct by_task *groups, const struct grouped_sample *sample,
                        struct buf *out)
{
    return buf_add(out, groups->programs + sample->at, sample->length);
}
