/* SPDX-License-Identifier: MIT */
#include "stage/batch.h"
#include "base/file.h"
#include "base/remark.h"
#include "judge/run.h"
#include "lang/build.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What a generator may print; also the cap of an input. */
static const bytes_t largest_output = 1 * MIB;

static void build_done(struct build *build)
{
    (void)build; /* looked at when all have ended */
}

static int start_build(struct build *build, struct session *session,
                       const struct package_program *program, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT((size_t)MIB);
    const struct language *language = language_by_file(program->path);
    struct build_limits limits = {
        .cpu = session->problem->compile_time_limit,
        .memory = session->problem->compile_memory_limit,
    };

    if (!language)
        return err_set(err, ERR_INPUT, "%s: unknown language", program->path);
    if (file_read(program->path, &source, err) < 0)
        return -1;
    return build_start(build, session->pool, session->cache, language, buf_str(&source), source.len,
                       limits, build_done, err);
}

/* A program that is no good is done without; a failure of ours is not its fault. */
static int take_build(struct toolset *out, struct session *session, struct build *build,
                      const struct package_program *program, struct err *err)
{
    if (build->status == BUILD_OK && build->program.language) {
        out->names[out->count] = program->name;
        out->programs[out->count++] = build->program;
        build->program.language = NULL;
        return 0;
    }
    if (build->status == BUILD_FAILED && build->err.kind == ERR_JUDGE) {
        *err = build->err;
        return err_wrap(err, "%s", program->path);
    }
    progress_end(&session->progress);
    remark("%s: not used: %s", program->path,
           build->status == BUILD_REJECTED ? build->detail : build->err.msg);
    return 0;
}

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err)
{
    cleanup_free struct build *builds = calloc(count + 1, sizeof *builds);
    int rc = 0;

    memset(out, 0, sizeof *out);
    out->programs = calloc(count + 1, sizeof *out->programs);
    out->names = calloc(count + 1, sizeof *out->names);
    if (!builds || !out->programs || !out->names)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        if (start_build(&builds[i], session, &list[i], &builds[i].err) < 0)
            builds[i].status = BUILD_FAILED;
    }
    rc = jobs_drain(session->pool, err);
    for (size_t i = 0; i < count && rc == 0; i++)
        rc = take_build(out, session, &builds[i], &list[i], err);
    for (size_t i = 0; i < count; i++)
        build_release(&builds[i]);
    return rc;
}

void toolset_release(struct toolset *tools)
{
    for (size_t i = 0; i < tools->count; i++)
        program_release(&tools->programs[i]);
    free(tools->programs);
    free(tools->names);
    memset(tools, 0, sizeof *tools);
}

struct batch_probe {
    struct run probe; /* first */
    struct batch_item *item;
    const char *args[2];
    struct err *failure;
};

static void probe_done(struct run *probe, int stdout_fd)
{
    struct batch_probe *b = (struct batch_probe *)probe;

    b->item->exit_code = -1;
    if (probe->failed) {
        *b->failure = probe->err;
        return;
    }
    if (probe->result.end != RUN_EXITED || probe->classified.verdict == VERDICT_TLE)
        return;
    b->item->exit_code = probe->result.code;
    if (b->item->keep && file_read_fd(stdout_fd, &b->item->output, b->failure) < 0)
        b->item->exit_code = -1;
}

int batch_run(struct session *session, struct batch_item *items, size_t count, struct err *err)
{
    cleanup_free struct batch_probe *probes = calloc(count + 1, sizeof *probes);
    struct err failure = {0};

    if (!probes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        struct batch_probe *b = &probes[i];

        b->item = &items[i];
        b->args[0] = items[i].arg[0] ? items[i].arg : NULL;
        b->failure = &failure;
        b->probe.pool = session->pool;
        b->probe.program = items[i].program;
        b->probe.args = b->args;
        b->probe.input_fd = items[i].input_fd;
        b->probe.allowance = (struct allowance){
            .time = session->problem->validation_time_limit,
            .memory = session->problem->validation_memory_limit,
            .output = largest_output,
        };
        b->probe.done = probe_done;
        run_start(&b->probe, false);
    }
    if (jobs_drain(session->pool, err) < 0)
        return -1;
    if (failure.kind == ERR_NONE)
        return 0;
    *err = failure;
    return -1;
}
