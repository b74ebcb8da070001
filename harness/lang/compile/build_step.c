/* SPDX-License-Identifier: MIT */
#include "lang/compile/build_step.h"
#include "lang/gcc/prelinked.h"
#include "winnow/cleanup.h"

#include <string.h>

/* NULL: this build compiles and links at once. */
static struct prelinked *prelinked_for(const struct build *build)
{
    return build->cache && build->other_linker && !build->plain && !build->more
               ? build_cache_prelinked(build->cache)
               : NULL;
}

int build_step_choose(struct build *build, struct err *err)
{
    cleanup_with(map_release) struct map object = {0};
    struct prelinked *prelinked = prelinked_for(build);

    if (build->step == STEP_LINK) {
        if (map_fd(&object, build->object_fd, err) < 0)
            return -1;
        prelinked_link_command(prelinked, build->step_argv, build->argv, &object);
    } else if (prelinked && prelinked_wants(prelinked, build->argv)) {
        build->step = STEP_COMPILE;
        prelinked_compile_command(build->step_argv, build->argv);
    }
    return 0;
}

struct run_file build_step_file(const struct build *build)
{
    if (build->step == STEP_LINK)
        return (struct run_file){.name = PRELINKED_OBJECT, .fd = build->object_fd};
    return (struct run_file){.name = build->source_name,
                             .fd = build->header.include ? build->header.source_fd
                                                         : build->source_fd};
}

const char *const *build_step_command(const struct build *build)
{
    if (build->step != STEP_WHOLE)
        return build->step_argv;
    return build->header.include ? build->header.argv : build->argv;
}

void build_step_plainly(struct build *build)
{
    build->plain = true;
    build->step = STEP_WHOLE;
    build->spent = 0;
    jobs_submit_next(build->pool, &build->job);
}

bool build_step_goes_on(struct build *build, const struct run_result *result)
{
    if (build->step == STEP_COMPILE && build->status == BUILD_OK) {
        build->object_fd = steal_fd(&build->program.fd);
        program_release(&build->program);
        build->spent = result->cpu;
        build->step = STEP_LINK;
        jobs_submit_next(build->pool, &build->job);
        return true;
    }
    if (build->step == STEP_LINK && build->status == BUILD_REJECTED) {
        build_step_plainly(build);
        return true;
    }
    return false;
}
