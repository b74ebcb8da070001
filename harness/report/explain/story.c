/* SPDX-License-Identifier: MIT */
#include "report/explain/story.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { COPIES_SHOWN = 10 };

void story_release(struct story *story)
{
    finished_line_release(&story->report);
    finished_line_release(&story->candidate);
    finished_line_release(&story->outcomes);
    finished_line_release(&story->best_outcomes);
    buf_release(&story->copies);
    free(story->program);
}

static bool says(const struct json_members *members, const char *key, const char *text)
{
    const struct json_slice *value = json_find(members, key);

    return value && json_slice_is(*value, text);
}

static int has_id(void *id, const struct json_members *members, struct err *err)
{
    (void)err;
    return says(members, "id", id);
}

/* Of several candidates with one id the first that is no copy is the program that is meant. */
static int note_copy(void *context, const struct json_members *members, struct err *err)
{
    struct story *story = context;
    cleanup_free char *id = NULL;

    if (!says(members, "copy_of", story->program) &&
        (json_find(members, "copy_of") || !says(members, "id", story->program)))
        return 0;
    story->copy_count++;
    if (story->copy_count > COPIES_SHOWN)
        return 0;
    id = json_text(members, "id");
    if (!id || buf_addf(&story->copies, "%s%s", story->copy_count > 1 ? ", " : "", id) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

static int read_candidate(struct story *story, struct err *err)
{
    int found = finished_find(&story->candidate, story->dir, "candidates.jsonl", has_id,
                              (void *)(uintptr_t)story->id, err);

    if (found < 0)
        return -1;
    if (found == 0)
        return err_set(err, ERR_INPUT, "%s: no candidate of this run has the id '%.200s'",
                       story->dir, story->id);
    story->program = json_text(&story->candidate.members, "copy_of");
    if (!story->program)
        story->program = strdup(story->id);
    if (!story->program)
        return err_set(err, ERR_JUDGE, "out of memory");
    return finished_find(NULL, story->dir, "candidates.jsonl", note_copy, story, err);
}

bool story_object(const struct story *story, const char *array, uint64_t number,
                  struct json_members *out)
{
    cleanup_with(json_members_release) struct json_members list = {0};
    const struct json_slice *value = json_find(&story->report.members, array);
    struct err err = {0};

    *out = (struct json_members){0};
    return value && json_read_elements(&list, value->at, value->len, &err) > 0 && number >= 1 &&
           number <= list.count &&
           json_read_members(out, list.list[number - 1].value.at, list.list[number - 1].value.len,
                             &err) > 0;
}

/* The id of the first program of the first cluster, or NULL. The caller frees it. */
static char *best_program(const struct story *story)
{
    cleanup_with(json_members_release) struct json_members cluster = {0}, members = {0},
                                                           first = {0};
    const struct json_slice *list;
    struct err err = {0};

    if (!story_object(story, "clusters", 1, &cluster))
        return NULL;
    list = json_find(&cluster, "members");
    return list && json_read_elements(&members, list->at, list->len, &err) > 0 &&
                   members.count > 0 &&
                   json_read_members(&first, members.list[0].value.at, members.list[0].value.len,
                                     &err) > 0
               ? json_text(&first, "id")
               : NULL;
}

static int read_outcomes(struct story *story, struct err *err)
{
    cleanup_free char *best = best_program(story);

    if (finished_find(&story->outcomes, story->dir, "outcomes.jsonl", has_id, story->program, err) <
        0)
        return -1;
    return !best || finished_find(&story->best_outcomes, story->dir, "outcomes.jsonl", has_id, best,
                                  err) >= 0
               ? 0
               : -1;
}

int story_read(struct story *story, const char *dir, const char *id, struct err *err)
{
    *story = (struct story){.dir = dir, .id = id, .copies = BUF_INIT(BUF_CAP_LINE)};
    return finished_report(&story->report, dir, err) < 0 || read_candidate(story, err) < 0 ||
                   read_outcomes(story, err) < 0
               ? -1
               : 0;
}

uint64_t story_cluster(const struct story *story)
{
    return story->outcomes.text ? finished_number(&story->outcomes.members, "cluster") : 0;
}

bool story_differs(const struct json_members *outcomes, const struct json_members *best,
                   size_t input)
{
    const struct json_slice *a, *b;

    if (input < 1 || input > outcomes->count || input > best->count)
        return false;
    a = &outcomes->list[input - 1].value;
    b = &best->list[input - 1].value;
    return json_slice_type(*a) == JSON_STRING && json_slice_type(*b) == JSON_STRING &&
           (a->len != b->len || memcmp(a->at, b->at, a->len) != 0);
}
