/* SPDX-License-Identifier: MIT */
#include "stage/inputs/proposals.h"
#include "base/file.h"
#include "judge/check/validator_call.h"
#include "winnow/cleanup.h"

#include <string.h>

static struct hash128 key_of(const void *context, size_t number)
{
    const struct seen *seen = context;

    return seen->keys[number];
}

bool proposals_first(struct seen *seen, struct hash128 key)
{
    struct hash128 *grown;
    size_t ignored;

    if (table_get(seen->table, key, &ignored))
        return false;
    grown = array_grow(seen->keys, seen->count, &seen->room, sizeof *grown);
    if (!grown)
        return false;
    seen->keys = grown;
    seen->keys[seen->count++] = key;
    return table_put(seen->table, seen->count - 1) == 0;
}

int propose(struct input_maker *maker, const struct buf *bytes, const char *origin, struct err *err)
{
    struct proposal *p = &maker->batch[maker->batch_count];

    p->hash = hash_bytes(buf_str(bytes), bytes->len);
    if (bytes->len == 0 || !proposals_first(&maker->seen, p->hash)) {
        maker->out->duplicates++;
        return 0;
    }
    p->fd = file_memfd("input", buf_str(bytes), bytes->len, err);
    if (p->fd < 0)
        return -1;
    p->size = (bytes_t)bytes->len;
    p->usable = true;
    snprintf(p->origin, sizeof p->origin, "%s", origin);
    maker->batch_count++;
    return 0;
}

static void note_rejection(struct input_maker *maker, struct proposal *p,
                           const struct tool_run *run)
{
    p->usable = false;
    if (!*maker->first_rejection)
        snprintf(maker->first_rejection, sizeof maker->first_rejection, "%s, by %s: %.200s",
                 p->origin, run->tool->name, run->trouble);
}

/* Every validator must accept. */
static int validate_batch(struct input_maker *maker, struct err *err)
{
    size_t count = maker->batch_count;
    cleanup_free int *fds = calloc(count + 1, sizeof *fds);
    cleanup_free struct tool_run *runs = NULL;

    if (!fds)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        fds[i] = maker->batch[i].fd;
    runs = toolset_validate(maker->session, &maker->validators, fds, NULL, count, err);
    if (!runs)
        return -1;
    for (size_t i = 0; i < count; i++)
        for (size_t v = 0; v < maker->validators.count; v++)
            if (runs[v * count + i].exit_code != VALIDATOR_ACCEPTS)
                note_rejection(maker, &maker->batch[i], &runs[v * count + i]);
    return 0;
}

static int take_proposal(struct input_maker *maker, struct proposal *p, struct err *err)
{
    struct made_input *input = &maker->out->list[maker->out->count];

    input->origin = strdup(p->origin);
    if (!input->origin)
        return err_set(err, ERR_JUDGE, "out of memory");
    input->fd = steal_fd(&p->fd);
    input->size = p->size;
    input->hash = p->hash;
    input->stands_for = 1;
    maker->out->count++;
    return 0;
}

static int teach(struct input_maker *maker, const struct proposal *p, struct err *err)
{
    struct map bytes;

    if (!maker->pupil)
        return 0;
    if (map_fd(&bytes, p->fd, err) < 0)
        return -1;
    mutator_learn(maker->pupil, bytes.data, bytes.len, p->usable);
    map_release(&bytes);
    return 0;
}

int end_batch(struct input_maker *maker, struct err *err)
{
    int rc = validate_batch(maker, err);

    for (size_t i = 0; i < maker->batch_count; i++) {
        struct proposal *p = &maker->batch[i];

        if (rc == 0)
            rc = teach(maker, p, err);
        if (rc == 0 && !p->usable)
            maker->out->rejected++;
        if (rc == 0 && p->usable && maker->out->count < maker->wanted)
            rc = take_proposal(maker, p, err);
        if (p->fd >= 0)
            close(p->fd);
        p->fd = -1;
    }
    maker->batch_count = 0;
    progress_show(&maker->session->progress, "inputs", maker->out->count,
                  progress_fraction(maker->out->count, maker->wanted), "%zu of %zu",
                  maker->out->count, maker->wanted);
    return rc;
}

int proposals_open(struct input_maker *maker, struct err *err)
{
    maker->seen.table = table_new(key_of, &maker->seen);
    maker->out->list = calloc(maker->wanted + 1, sizeof *maker->out->list);
    maker->batch = calloc(maker->wanted + 1, sizeof *maker->batch);
    return maker->seen.table && maker->out->list && maker->batch
               ? 0
               : err_set(err, ERR_JUDGE, "out of memory");
}

void proposals_close(struct input_maker *maker)
{
    free(maker->batch);
    table_free(maker->seen.table);
    free(maker->seen.keys);
}
