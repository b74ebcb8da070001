/* SPDX-License-Identifier: MIT */
#include "stage/package_programs.h"
#include "base/file.h"
#include "base/remark.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What a generator may print; also the cap of an input. */
static const bytes_t largest_output = 1 * MIB;

/* A program that is being built. */
struct tool_build {
    struct toolset_builder *builder;
    const struct package_program *source;
    struct program program; /* without a language until it is built */
};

struct toolset_builder {
    struct session *session;
    struct tool_build *builds;
    size_t count, next;
};

/* A program that is no good is done without; a failure of ours is not its fault. */
static int take_tool(struct tool_build *b, struct build *build, struct err *err)
{
    struct session *session = b->builder->session;

    if (build->status == BUILD_OK) {
        b->program = build->program;
        build->program.language = NULL;
        return 0;
    }
    if (build->status == BUILD_FAILED && build->err.kind == ERR_JUDGE)
        return err_set(err, ERR_JUDGE, "%s: %s", b->source->path, build->err.msg);
    progress_end(&session->progress);
    remark(session->settings->remarks, "%s: not used: %s", b->source->path,
           build->status == BUILD_REJECTED ? build->detail : build->err.msg);
    return 0;
}

static void tool_built(void *context, struct build *build)
{
    struct tool_build *b = context;
    struct err err = {0};

    if (build && take_tool(b, build, &err) < 0)
        service_fail(b->builder->session->service, &err);
}

static int start_tool(struct tool_build *b, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT((size_t)MIB);
    const struct language *language = language_by_file(b->source->path);
    struct session *session = b->builder->session;

    if (!language)
        return err_set(err, ERR_INPUT, "%s: unknown language", b->source->path);
    if (file_read(b->source->path, &source, err) < 0)
        return -1;
    return service_build(session->service, session->problem, language, buf_str(&source), source.len,
                         tool_built, b, err)
               ? 0
               : -1;
}

static int build_next_tool(void *context, struct err *err)
{
    struct toolset_builder *builder = context;
    struct err trouble = {0};

    if (builder->next == builder->count)
        return 0;
    if (start_tool(&builder->builds[builder->next++], &trouble) == 0)
        return 1;
    if (trouble.kind != ERR_INPUT)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    progress_end(&builder->session->progress);
    remark(builder->session->settings->remarks, "not used: %s", trouble.msg);
    return 1;
}

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err)
{
    cleanup_free struct tool_build *builds = calloc(count + 1, sizeof *builds);
    struct toolset_builder builder = {.session = session, .builds = builds, .count = count};
    const struct service_feed feed = {.next = build_next_tool, .context = &builder};
    int rc;

    memset(out, 0, sizeof *out);
    out->programs = calloc(count + 1, sizeof *out->programs);
    out->names = calloc(count + 1, sizeof *out->names);
    if (!builds || !out->programs || !out->names)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        builds[i] = (struct tool_build){.builder = &builder, .source = &list[i], .program.fd = -1};
    rc = service_feed(session->service, &feed, err);
    for (size_t i = 0; i < count; i++) {
        if (!builds[i].program.language)
            continue;
        out->names[out->count] = list[i].name;
        out->programs[out->count++] = builds[i].program;
    }
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

struct tool_runs {
    struct session *session;
    struct tool_run *list;
    size_t count, next;
};

static int take_tool_run(struct tool_run *t, const struct run *run, int stdout_fd, struct err *err)
{
    t->exit_code = -1;
    if (run->failed)
        return err_set(err, run->err.kind, "%s", run->err.msg);
    if (run->result.end != RUN_EXITED || run->judgement.verdict == VERDICT_TLE)
        return 0;
    if (t->keep && file_read_fd(stdout_fd, &t->output, err) < 0)
        return -1;
    t->exit_code = run->result.code;
    return 0;
}

static void tool_ended(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct tool_run *t = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && take_tool_run(t, run, stdout_fd, &err) < 0)
        service_fail(t->session->service, &err);
}

static int start_tool_run(struct tool_run *t, struct err *err)
{
    const struct problem *problem = t->session->problem;
    const struct run_order order = {
        .program = t->program,
        .arg = t->arg[0] ? t->arg : NULL,
        .input_fd = t->input_fd,
        .allowance = {.time = problem->validation_time_limit,
                      .memory = problem->validation_memory_limit,
                      .output = largest_output},
        .done = tool_ended,
        .context = t,
    };

    return service_run(t->session->service, &order, err) ? 1 : -1;
}

static int run_next_tool(void *context, struct err *err)
{
    struct tool_runs *runs = context;
    struct tool_run *t = &runs->list[runs->next];

    if (runs->next == runs->count)
        return 0;
    runs->next++;
    t->session = runs->session;
    return start_tool_run(t, err);
}

int toolset_run(struct session *session, struct tool_run *runs, size_t count, struct err *err)
{
    struct tool_runs all = {.session = session, .list = runs, .count = count};

    return service_feed(session->service,
                        &(struct service_feed){.next = run_next_tool, .context = &all}, err);
}
