/* SPDX-License-Identifier: MIT */
#include "lang/compile/build_step.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What the compiler proper prints: a hundred times what solutions take. Anything longer is for the whole command. */
static const bytes_t largest_text = 16 * MIB;

/* NULL: this build is one command. */
static struct driver *driver_for(const struct build *build)
{
    return build->cache && build->other_linker && !build->plain && !build->more
               ? build_cache_driver(build->cache)
               : NULL;
}

static void release_compile(struct build *build)
{
    if (build->compile.source_fd >= 0)
        close(build->compile.source_fd);
    build->compile.source_fd = -1;
}

/* The first step, if there are any. */
static int choose_compile(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};
    struct driver *driver = driver_for(build);
    bool soon = false;

    release_compile(build); /* of an attempt that failed for our own reasons */
    build->step = STEP_WHOLE;
    build->steps = driver ? driver_find(driver, build->argv, &soon) : NULL;
    if (!build->steps)
        return soon && !build->job.waited ? JOB_LATER : 0;
    if (map_fd(&source, build->source_fd, err) < 0)
        return -1;
    driver_compile(build->steps, &source, &build->compile);
    build->step = STEP_COMPILE;
    return 0;
}

static int choose_link(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map object = {0};

    if (map_fd(&object, build->step_fd, err) < 0)
        return -1;
    prelinked_link_command(build_cache_prelinked(build->cache), build->link_argv, build->steps,
                           &object);
    return 0;
}

int build_step_choose(struct build *build, struct err *err)
{
    switch (build->step) {
    case STEP_WHOLE:
    case STEP_COMPILE:
        return choose_compile(build, err);
    case STEP_ASSEMBLE:
        return 0;
    case STEP_LINK:
        return choose_link(build, err);
    }
    return 0;
}

static void fill_whole(struct build *build, struct run_request *request)
{
    const struct header_use *header = &build->header;

    build->files[request->file_count++] = (struct run_file){
        .name = build->source_name, .fd = header->include ? header->source_fd : build->source_fd};
    request->argv = header->include ? header->argv : build->argv;
    request->product = build->language->product;
}

static void fill_compile(struct build *build, struct run_request *request)
{
    bool waits = build->compile.source_fd >= 0;

    build->files[request->file_count++] = (struct run_file){
        .name = DRIVER_SOURCE, .fd = waits ? build->compile.source_fd : build->source_fd};
    request->argv = build->compile.argv;
    request->warm = waits ? "" : NULL;
    request->waits_at = DRIVER_SOURCE;
    request->limits.output = largest_text;
}

void build_step_fill(struct build *build, struct run_request *request)
{
    switch (build->step) {
    case STEP_WHOLE:
        fill_whole(build, request);
        return;
    case STEP_COMPILE:
        fill_compile(build, request);
        return;
    case STEP_ASSEMBLE:
    case STEP_LINK:
        build->files[request->file_count++] =
            (struct run_file){.name = build->step == STEP_LINK ? DRIVER_OBJECT : DRIVER_ASSEMBLER,
                              .fd = build->step_fd};
        request->argv = build->step == STEP_LINK ? build->link_argv : build->steps->assemble;
        request->product = build->language->product;
        request->warm = "";
        request->waits_at =
            build->step == STEP_LINK ? DRIVER_OBJECT : request->product; /* as opens that first */
        return;
    }
}

int build_step_product(const struct build *build, const struct job_outcome *outcome)
{
    return build->step == STEP_COMPILE ? outcome->stdout_fd : outcome->result->product_fd;
}

void build_step_plainly(struct build *build)
{
    build->plain = true;
    build->step = STEP_WHOLE;
    build->spent = 0;
    jobs_submit_next(build->pool, &build->job);
}

/* What the step has made is what the next one reads. */
static void go_on(struct build *build, const struct run_result *result)
{
    if (build->step_fd >= 0)
        close(build->step_fd);
    build->step_fd = steal_fd(&build->program.fd);
    program_release(&build->program);
    build->spent += result->cpu;
    build->step = build->step == STEP_COMPILE ? STEP_ASSEMBLE : STEP_LINK;
    jobs_submit_next(build->pool, &build->job);
}

/*
 * Each step has all of the CPU time, because what waits has the limits that it was started with; only together they must
 * not take more.
 */
static bool has_failed(const struct build *build, const struct run_result *result)
{
    if (build->status == BUILD_REJECTED)
        return !result || result->end != RUN_CPU_LIMIT; /* which would be so again */
    return build->spent + result->cpu > build_cpu_limit(build);
}

bool build_step_goes_on(struct build *build, const struct run_result *result)
{
    if (build->step == STEP_WHOLE || build->status == BUILD_FAILED)
        return false;
    if (has_failed(build, result)) {
        program_release(&build->program);
        build_step_plainly(build);
        return true;
    }
    if (build->status == BUILD_REJECTED || build->step == STEP_LINK)
        return false;
    go_on(build, result);
    return true;
}
