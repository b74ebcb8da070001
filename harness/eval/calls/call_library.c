/* SPDX-License-Identifier: MIT */
#include "eval/calls/call_library.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

struct library_order {
    struct service *service;
    struct call_library *library;
};

static void library_built(void *context, struct build *build)
{
    struct library_order *order = context;
    struct call_library *library = order->library;

    if (build && build->status == BUILD_FAILED)
        service_fail(order->service, &build->err);
    if (build && build->status == BUILD_OK) {
        library->program = build->program;
        build->program.language = NULL;
        library->files.list[0] =
            (struct run_file){.name = library->calls->library_name, .fd = library->program.fd};
        library->files.count = 1;
    }
    free(order);
}

static int submit(struct library_order *order, const struct language *language,
                  const struct problem *limits, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    struct build_order building = {
        .problem = limits, .language = language, .done = library_built, .context = order};

    if (order->library->calls->library(&source) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    building.source = buf_str(&source);
    building.length = source.len;
    return service_build(order->service, &building, err) ? 1 : -1;
}

int call_library_begin(struct call_library *library, struct service *service,
                       const struct language *language, const struct problem *limits,
                       struct err *err)
{
    const struct call_language *calls = call_language_of(language);
    struct library_order *order;
    int rc;

    if (!calls || !calls->library)
        return 0;
    order = calloc(1, sizeof *order);
    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    *library = (struct call_library){.calls = calls, .program = {.fd = -1}};
    *order = (struct library_order){service, library};
    rc = submit(order, language, limits, err);
    if (rc < 0)
        free(order);
    return rc;
}

bool call_library_is_ready(const struct call_library *library)
{
    return library->files.count > 0;
}

void call_library_release(struct call_library *library)
{
    program_release(&library->program);
    *library = (struct call_library){0};
}
