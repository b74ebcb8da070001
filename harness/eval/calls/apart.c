/* SPDX-License-Identifier: MIT */
#include "eval/calls/apart.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

struct apart_order {
    struct service *service;
    struct apart *apart;
    apart_built *built;
    void *context;
};

void apart_free(struct apart *apart)
{
    if (!apart)
        return;
    program_release(&apart->tester);
    free(apart);
}

static void copy_row(struct apart *apart, const struct language *language)
{
    apart->row = *language;
    if (!language->compile)
        return;
    build_unoptimised(language, apart->compile);
    apart->row.compile = apart->compile;
}

static int hash_programs(struct apart *apart, const struct buf *tests, struct err *err)
{
    cleanup_with(buf_release) struct buf none = BUF_INIT(BUF_CAP_SOURCE),
                                         candidate = BUF_INIT(BUF_CAP_SOURCE);

    if (apart->calls->candidate(&apart->task, &none, &candidate, err) < 0)
        return -1;
    apart->content = hash_fold(hash_bytes(buf_str(tests), tests->len),
                               hash_bytes(buf_str(&candidate), candidate.len));
    return 0;
}

/* Kept by the thousand, so not in memory. */
static int take_tester(struct apart *apart, struct build *build, struct err *err)
{
    if (build->status == BUILD_FAILED) {
        *err = build->err;
        return -1;
    }
    if (build->status == BUILD_REJECTED)
        return 0;
    apart->tester = build->program;
    build->program.language = NULL;
    return program_to_disk(&apart->tester, err);
}

static void tester_built(void *context, struct build *build)
{
    struct apart_order *order = context;
    struct err err = {0};

    if (build && take_tester(order->apart, build, &err) < 0)
        service_fail(order->service, &err);
    if (!build) {
        apart_free(order->apart);
        order->apart = NULL;
    }
    order->built(order->context, order->apart);
    free(order);
}

static int submit_tester(struct service *service, struct apart *apart, const struct buf *source,
                         const struct problem *limits, apart_built *built, void *context,
                         struct err *err)
{
    struct apart_order *order = calloc(1, sizeof *order);
    const struct build_order building = {.problem = limits,
                                         .language = &apart->row,
                                         .source = buf_str(source),
                                         .length = source->len,
                                         .done = tester_built,
                                         .context = order};

    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    *order = (struct apart_order){service, apart, built, context};
    if (service_build(service, &building, err))
        return 1;
    free(order);
    return -1;
}

/* 0: the task cannot be called from outside. */
static int make_tester_source(struct apart *apart, struct buf *source, struct err *err)
{
    struct err refusal = {0};

    if (apart->calls->tests(&apart->task, source, &refusal) < 0) {
        if (refusal.kind == ERR_INPUT)
            return 0;
        *err = refusal;
        return -1;
    }
    return hash_programs(apart, source, err) < 0 ? -1 : 1;
}

int apart_begin(struct service *service, const struct language *language,
                const struct call_task *task, const struct problem *limits, apart_built *built,
                void *context, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    const struct call_language *calls = call_language_of(language);
    struct apart *apart = calls ? calloc(1, sizeof *apart) : NULL;
    int rc;

    if (!calls)
        return 0;
    if (!apart)
        return err_set(err, ERR_JUDGE, "out of memory");
    apart->calls = calls;
    apart->task = *task;
    copy_row(apart, language);
    if (service_is_plain(service))
        apart->row.check_can_wait = false;
    rc = make_tester_source(apart, &source, err);
    if (rc > 0)
        rc = submit_tester(service, apart, &source, limits, built, context, err);
    if (rc <= 0)
        apart_free(apart);
    return rc;
}

int apart_candidate(const struct apart *apart, const struct buf *source, struct buf *out,
                    struct program *program, struct err *err)
{
    if (apart->calls->candidate(&apart->task, source, out, err) < 0)
        return -1;
    if (!apart->row.check_can_wait)
        return 0;
    return build_unchecked(program, &apart->row, buf_str(out), out->len, NULL, err);
}
