/* SPDX-License-Identifier: MIT */
#include "record/survivors.h"

#include "judge/assembly.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

int survivors_init(struct survivors *survivors, size_t max, struct err *err)
{
    memset(survivors, 0, sizeof *survivors);
    survivors->max = max;
    return spool_open(&survivors->sources, err);
}

void survivors_release(struct survivors *survivors)
{
    for (size_t i = 0; i < survivors->count; i++)
        program_release(&survivors->list[i].program);
    free(survivors->list);
    survivors->list = NULL;
    survivors->count = 0;
    spool_close(&survivors->sources);
}

static int make_room(struct survivors *survivors, struct err *err)
{
    struct survivor *grown =
        array_grow(survivors->list, survivors->count, &survivors->room, sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    survivors->list = grown;
    return 0;
}

static size_t largest_index(const struct survivors *survivors)
{
    size_t last = 0;

    for (size_t i = 1; i < survivors->count; i++)
        if (survivors->list[i].first > survivors->list[last].first)
            last = i;
    return last;
}

/* Evicts the survivor with the largest index from a full list: its place, or NULL if it is nearer. */
static struct survivor *displace(struct survivors *survivors, uint64_t first)
{
    struct survivor *last = &survivors->list[survivors->last];

    survivors->dropped++;
    if (survivors->max == 0 || last->first < first)
        return NULL;
    program_release(&last->program);
    return last;
}

int survivors_keep(struct survivors *survivors, struct survivor *survivor, const char *source,
                   size_t length, struct err *err)
{
    struct survivor *place;

    if (survivors->count < survivors->max) {
        if (make_room(survivors, err) < 0)
            return -1;
        place = &survivors->list[survivors->count];
    } else {
        place = displace(survivors, survivor->first);
    }
    if (!place) {
        program_release(&survivor->program);
        return 0;
    }
    *place = *survivor;
    survivor->program.language = NULL;
    survivors->count += survivors->count < survivors->max;
    if (spool_add(&survivors->sources, source, length, &place->source, err) < 0)
        return -1;
    if (place->program.language && program_to_disk(&place->program, err) < 0)
        return -1;
    if (survivors->count == survivors->max)
        survivors->last = largest_index(survivors);
    return 0;
}

static int by_index(const void *a, const void *b)
{
    uint64_t x = ((const struct survivor *)a)->first, y = ((const struct survivor *)b)->first;

    return (x > y) - (x < y);
}

void survivors_order(struct survivors *survivors)
{
    if (survivors->count > 0)
        qsort(survivors->list, survivors->count, sizeof *survivors->list, by_index);
    survivors->last = survivors->count > 0 ? survivors->count - 1 : 0;
}

int survivors_source(struct survivors *survivors, size_t survivor, struct buf *room,
                     struct err *err)
{
    return spool_get(&survivors->sources, survivors->list[survivor].source, room, err);
}

struct survivors_builder {
    struct survivors *survivors;
    const size_t *which;
    size_t count, at, built;
    struct service *service;
    const struct test_set *tests;
    struct progress *progress;
};

struct survivor_build {
    struct survivors_builder *builder;
    struct survivor *survivor;
    struct buf source;
    struct assembly assembly;
};

static int take_built(struct survivor *survivor, struct build *build, struct err *err)
{
    if (build->status == BUILD_REJECTED)
        return err_set(err, ERR_JUDGE,
                       "a program that passed the examples in an earlier run does not compile now: "
                       "%s",
                       build->detail);
    if (build->status == BUILD_FAILED)
        return err_set(err, build->err.kind, "%s", build->err.msg);
    if (program_to_disk(&build->program, err) < 0)
        return -1;
    survivor->program = build->program;
    build->program.language = NULL;
    return 0;
}

static void free_build(struct survivor_build *one)
{
    assembly_release(&one->assembly);
    buf_release(&one->source);
    free(one);
}

static void survivor_built(void *context, struct build *build)
{
    struct survivor_build *one = context;
    struct err err = {0};

    one->builder->built++;
    if (build && take_built(one->survivor, build, &err) < 0)
        service_fail(one->builder->service, &err);
    free_build(one);
}

static int assemble(struct survivor_build *one, struct err *err)
{
    const struct language *language = one->survivor->language;
    const struct own_files own = {
        .language = language, .source = buf_str(&one->source), .length = one->source.len};

    return assembly_make(&one->assembly, test_set_included(one->builder->tests, language), &own,
                         err);
}

static int build_survivor(struct survivors_builder *b, size_t number, struct err *err)
{
    struct survivor_build *one = calloc(1, sizeof *one);
    struct survivor *survivor = &b->survivors->list[number];

    if (!one)
        return err_set(err, ERR_JUDGE, "out of memory");
    *one = (struct survivor_build){
        .builder = b, .survivor = survivor, .source = BUF_INIT(BUF_CAP_SOURCE)};
    if (survivors_source(b->survivors, number, &one->source, err) == 0 && assemble(one, err) == 0 &&
        service_build(b->service,
                      &(struct build_order){.problem = b->tests->problem,
                                            .language = survivor->language,
                                            .source = one->assembly.source,
                                            .length = one->assembly.length,
                                            .more = assembly_more(&one->assembly),
                                            .done = survivor_built,
                                            .context = one},
                      err))
        return 0;
    free_build(one);
    return -1;
}

static int build_next(void *context, struct err *err)
{
    struct survivors_builder *b = context;

    while (b->at < b->count && b->survivors->list[b->which[b->at]].program.language)
        b->at++;
    if (b->at == b->count)
        return 0;
    return build_survivor(b, b->which[b->at++], err) < 0 ? -1 : 1;
}

static void show_builds(void *context)
{
    const struct survivors_builder *b = context;

    progress_show(b->progress, "compile", b->built, progress_fraction(b->built, b->count),
                  "%zu of %zu survivors again", b->built, b->count);
}

int survivors_build(struct survivors *survivors, const size_t *which, size_t count,
                    struct service *service, const struct test_set *tests,
                    struct progress *progress, struct err *err)
{
    struct survivors_builder builder = {.survivors = survivors,
                                        .which = which,
                                        .count = count,
                                        .service = service,
                                        .tests = tests,
                                        .progress = progress};
    const struct service_feed feed = {.next = build_next, .show = show_builds, .context = &builder};

    return service_feed(service, &feed, err);
}
