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

/* The first step, if there are any. */
static int choose_compile(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};
    struct driver *driver = driver_for(build);
    bool soon = false;

    driver_compile_release(&build->compile); /* of an attempt that failed for our own reasons */
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
    if (build->step == STEP_LINK)
        return choose_link(build, err);
    return build->step == STEP_ASSEMBLE ? 0 : choose_compile(build, err);
}

static void add_file(struct build *build, struct run_request *request, const char *name, int fd)
{
    build->files[request->file_count++] = (struct run_file){.name = name, .fd = fd};
}

static void fill_whole(struct build *build, struct run_request *request)
{
    const struct header_use *header = &build->header;

    add_file(build, request, build->source_name,
             header->include ? header->source_fd : build->source_fd);
    request->argv = header->include ? header->argv : build->argv;
    request->product = build->language->product;
}

static void fill_compile(struct build *build, struct run_request *request)
{
    bool waits = build->compile.source_fd >= 0;

    add_file(build, request, DRIVER_SOURCE, waits ? build->compile.source_fd : build->source_fd);
    request->argv = build->compile.argv;
    request->limits.output = largest_text;
    request->warm = waits ? "" : NULL;
    request->waits_at = DRIVER_SOURCE;
}

static void fill_assemble(struct build *build, struct run_request *request)
{
    add_file(build, request, DRIVER_ASSEMBLER, build->step_fd);
    request->argv = build->steps->assemble;
    request->product = build->language->product;
    request->warm = "";
    request->waits_at = request->product; /* as opens that first */
}

static void fill_link(struct build *build, struct run_request *request)
{
    add_file(build, request, DRIVER_OBJECT, build->step_fd);
    request->argv = build->link_argv;
    request->product = build->language->product;
    request->warm = "";
    request->waits_at = DRIVER_OBJECT;
}

void build_step_fill(struct build *build, struct run_request *request)
{
    static void (*const fill[])(struct build *, struct run_request *) = {
        [STEP_WHOLE] = fill_whole,
        [STEP_COMPILE] = fill_compile,
        [STEP_ASSEMBLE] = fill_assemble,
        [STEP_LINK] = fill_link,
    };

    fill[build->step](build, request);
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
        return result->end != RUN_CPU_LIMIT; /* which would be so again */
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
