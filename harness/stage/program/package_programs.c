/* SPDX-License-Identifier: MIT */
#include "stage/program/package_programs.h"
#include "stage/program/included_files.h"
#include "stage/program/program_files.h"
#include "stage/program/testlib.h"
#include "base/file.h"
#include "base/remark.h"
#include "ctd/ctd.h"
#include "judge/assembly.h"
#include "judge/check/validator_call.h"
#include "problem/constants.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <unistd.h>

/* What a generator may print; also the cap of an input. */
static const bytes_t largest_output = 1 * MIB;

/* A program that is being built. */
struct tool_build {
    struct toolset_builder *builder;
    const struct package_program *source;
    struct program_files files; /* until it is built, */
    struct assembly assembly;   /* and with what include/ adds */
    struct program program;     /* without a language until it is built */
    struct ctd *grammar;        /* instead of files and program */
    bool is_testlib;
};

struct toolset_builder {
    struct session *session;
    bool strict; /* a program that cannot be built is an ERR_INPUT */
    const struct toolset
        *included; /* the programs are submissions: whose files they get, or NULL */
    struct tool_build *builds;
    size_t count, next;
};

/* A program that does not compile is left out; a failure of ours is an error. */
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
    if (b->builder->strict)
        return err_set(err, ERR_INPUT, "%s: %s", b->source->path,
                       build->status == BUILD_REJECTED ? build->detail : build->err.msg);
    progress_end(&session->progress);
    remark(session->settings->remarks, "%s: not used: %s", b->source->path,
           build->status == BUILD_REJECTED ? build->detail : build->err.msg);
    return 0;
}

static void release_files(struct tool_build *b)
{
    assembly_release(&b->assembly);
    program_files_release(&b->files);
}

static void tool_built(void *context, struct build *build)
{
    struct tool_build *b = context;
    struct err err = {0};

    release_files(b);
    if (build && take_tool(b, build, &err) < 0)
        service_fail(b->builder->session->service, &err);
}

static int read_tool(struct program_files *files, const struct problem *problem, const char *path,
                     struct err *err)
{
    if (program_files_read(files, problem, path, NULL, err) < 0)
        return -1;
    for (size_t i = 0; i < problem->header_count; i++)
        if (build_files_add(&files->more, problem, problem->headers[i].path,
                            problem->headers[i].name, err) < 0)
            return -1;
    return 0;
}

static int load_grammar(struct tool_build *b, const struct problem *problem, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(CTD_BYTES_MAX);
    const char *path = b->source->path;

    if (file_read(path, &text, err) < 0)
        return -1;
    if (constants_replace(problem, &text, err) < 0)
        return err_wrap(err, "%s", path);
    return ctd_parse(&b->grammar, path, buf_str(&text), text.len, err);
}

static int assemble(struct tool_build *b, struct err *err)
{
    const struct toolset *with = b->builder->included;
    const struct own_files own = {.language = b->files.language,
                                  .source = buf_str(&b->files.source),
                                  .length = b->files.source.len,
                                  .name = b->files.name,
                                  .more = &b->files.more};
    const struct build_files *included =
        with ? included_for(with->included, with->included_count, own.language) : NULL;

    if (assembly_make(&b->assembly, included, &own, err) < 0)
        return -1;
    return b->assembly.is_lost ? assembly_refuse(&b->assembly, err) : 0;
}

static int start_tool(struct tool_build *b, struct err *err)
{
    struct session *session = b->builder->session;

    if (place_is_grammar(b->source->path))
        return load_grammar(b, session->problem, err);
    if (read_tool(&b->files, session->problem, b->source->path, err) == 0 &&
        testlib_prepare(&b->files, session->problem, b->source->path, &b->is_testlib, err) == 0 &&
        assemble(b, err) == 0 &&
        service_build(session->service,
                      &(struct build_order){.problem = session->problem,
                                            .language = b->files.language,
                                            .source = b->assembly.source,
                                            .length = b->assembly.length,
                                            .more = assembly_more(&b->assembly),
                                            .done = tool_built,
                                            .context = b},
                      err))
        return 0;
    release_files(b);
    return -1;
}

static int build_next_tool(void *context, struct err *err)
{
    struct toolset_builder *builder = context;
    struct err trouble = {0};

    if (builder->next == builder->count)
        return 0;
    if (start_tool(&builder->builds[builder->next++], &trouble) == 0)
        return 1;
    if (trouble.kind != ERR_INPUT || builder->strict)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    progress_end(&builder->session->progress);
    remark(builder->session->settings->remarks, "not used: %s", trouble.msg);
    return 1;
}

static int build_toolset(struct toolset *out, struct session *session,
                         const struct package_program *list, size_t count, bool strict,
                         const struct toolset *included, struct err *err)
{
    cleanup_free struct tool_build *builds = calloc(count + 1, sizeof *builds);
    struct toolset_builder builder = {.session = session,
                                      .strict = strict,
                                      .included = included,
                                      .builds = builds,
                                      .count = count};
    const struct service_feed feed = {.next = build_next_tool, .context = &builder};
    int rc;

    *out = (struct toolset){.list = calloc(count + 1, sizeof *out->list)};
    if (!builds || !out->list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        builds[i] = (struct tool_build){.builder = &builder, .source = &list[i], .program.fd = -1};
    rc = service_feed(session->service, &feed, err);
    for (size_t i = 0; i < count; i++) {
        const struct tool_build *b = &builds[i];

        if (b->program.language || b->grammar)
            out->list[out->count++] = (struct tool){
                .program = b->program,
                .grammar = b->grammar,
                .name = list[i].name,
                .is_testlib = b->is_testlib,
                .accepts_by_zero = b->is_testlib && list == session->problem->input_validators};
    }
    return rc;
}

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err)
{
    return build_toolset(out, session, list, count, false, NULL, err);
}

int submissions_build(struct toolset *out, struct session *session,
                      const struct package_program *list, size_t count,
                      const struct toolset *validators, struct err *err)
{
    return build_toolset(out, session, list, count, false, validators, err);
}

static int build_static(struct toolset *out, struct session *session, struct err *err)
{
    const struct package_program *source = session->problem->static_validator;
    struct toolset one = {0};
    int rc = source ? build_toolset(&one, session, source, 1, true, NULL, err) : 0;

    if (rc < 0)
        toolset_release(&one);
    else
        out->static_validator = one.list;
    return rc;
}

int validators_build(struct toolset *out, struct session *session, struct err *err)
{
    const struct problem *problem = session->problem;

    if (build_toolset(out, session, problem->output_validators, problem->output_validator_count,
                      true, NULL, err) < 0 ||
        build_static(out, session, err) < 0)
        return -1;
    return included_files_load(&out->included, &out->included_count, problem, err);
}

void validators_use(const struct toolset *validators, struct test_set *tests)
{
    tests->validator_count = validators->count;
    tests->static_validator =
        validators->static_validator ? &validators->static_validator->program : NULL;
    tests->included = validators->included;
    tests->included_count = validators->included_count;
    for (size_t i = 0; i < validators->count; i++) {
        tests->validators[i] = &validators->list[i].program;
        tests->is_testlib[i] = validators->list[i].is_testlib;
    }
}

static void release_tool(struct tool *tool)
{
    program_release(&tool->program);
    ctd_free(tool->grammar);
}

void toolset_release(struct toolset *tools)
{
    for (size_t i = 0; i < tools->count; i++)
        release_tool(&tools->list[i]);
    free(tools->list);
    if (tools->static_validator)
        release_tool(tools->static_validator);
    free(tools->static_validator);
    included_files_free(tools->included, tools->included_count);
    *tools = (struct toolset){0};
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
    t->is_over_time = run->judgement.verdict == VERDICT_TLE;
    snprintf(t->trouble, sizeof t->trouble, "%s", run->judgement.detail);
    if (run->result.end != RUN_EXITED || run->judgement.verdict == VERDICT_TLE)
        return 0;
    if (t->keep && file_read_fd(stdout_fd, &t->output, err) < 0)
        return -1;
    t->exit_code = run->result.code;
    if (t->tool->accepts_by_zero)
        t->exit_code = t->exit_code == 0 ? VALIDATOR_ACCEPTS : VALIDATOR_REJECTS;
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

static int run_grammar(struct tool_run *t, struct err *err)
{
    static const int codes[] = {
        [CTD_ACCEPTED] = VALIDATOR_ACCEPTS, [CTD_REJECTED] = VALIDATOR_REJECTS, [CTD_BROKEN] = -1};
    char detail[CTD_DETAIL];
    struct map input;

    if (map_fd(&input, t->input_fd, err) < 0)
        return -1;
    t->exit_code = codes[ctd_validate(t->tool->grammar, input.data, input.len, detail)];
    snprintf(t->trouble, sizeof t->trouble, "%s", detail);
    map_release(&input);
    return 1;
}

static int start_tool_run(struct tool_run *t, struct err *err)
{
    const struct problem *problem = t->session->problem;
    const struct run_order order = {
        .program = &t->tool->program,
        .args = t->words,
        .input_fd = t->input_fd,
        .allowance = {.time = t->time_limit ? t->time_limit : problem->validation_time_limit,
                      .memory = problem->validation_memory_limit,
                      .output = largest_output},
        .done = tool_ended,
        .context = t,
    };

    return service_run(t->session->service, &order, err) ? 1 : -1;
}

static void list_words(struct tool_run *t)
{
    char *const *const lists[] = {t->args.first, t->args.second};
    size_t n = 0;

    if (t->seed[0])
        t->words[n++] = t->seed;
    for (size_t i = 0; i < 2; i++)
        for (char *const *word = lists[i]; word && *word && n < TOOL_ARGS_MAX; word++)
            t->words[n++] = *word;
    t->words[n] = NULL;
}

static int run_next_tool(void *context, struct err *err)
{
    struct tool_runs *runs = context;
    struct tool_run *t = &runs->list[runs->next];

    if (runs->next == runs->count)
        return 0;
    runs->next++;
    t->session = runs->session;
    list_words(t);
    return t->tool->grammar ? run_grammar(t, err) : start_tool_run(t, err);
}

int toolset_run(struct session *session, struct tool_run *runs, size_t count, struct err *err)
{
    struct tool_runs all = {.session = session, .list = runs, .count = count};

    return service_feed(session->service,
                        &(struct service_feed){.next = run_next_tool, .context = &all}, err);
}

static void remove_tool(struct toolset *tools, size_t number)
{
    release_tool(&tools->list[number]);
    tools->count--;
    memmove(&tools->list[number], &tools->list[number + 1],
            (tools->count - number) * sizeof *tools->list);
}

struct tool_run *toolset_validate(struct session *session, const struct toolset *validators,
                                  const int *inputs, const struct tool_args *args, size_t count,
                                  struct err *err)
{
    struct tool_run *runs = calloc(validators->count * count + 1, sizeof *runs);

    if (!runs) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    for (size_t i = 0; i < validators->count * count; i++)
        runs[i] = (struct tool_run){.tool = &validators->list[i / count],
                                    .input_fd = inputs[i % count],
                                    .args = args ? args[i % count] : (struct tool_args){0}};
    if (toolset_run(session, runs, validators->count * count, err) == 0)
        return runs;
    free(runs);
    return NULL;
}

static struct tool_run *run_on_examples(struct toolset *tools, struct session *session,
                                        const struct examples *examples, struct err *err)
{
    size_t count = examples->count, made = 0;
    cleanup_free int *inputs = calloc(count + 1, sizeof *inputs);
    struct tool_run *runs = NULL;

    if (!inputs) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    while (made < count && (inputs[made] = file_memfd("input", examples->list[made].data,
                                                      examples->list[made].len, err)) >= 0)
        made++;
    if (made == count)
        runs = toolset_validate(session, tools, inputs, NULL, count, err);
    while (made > 0)
        close(inputs[--made]);
    return runs;
}

int toolset_drop_broken_validators(struct toolset *tools, struct session *session,
                                   const struct examples *examples, struct err *err)
{
    size_t count = examples->count;
    cleanup_free struct tool_run *runs = run_on_examples(tools, session, examples, err);

    if (!runs)
        return -1;
    for (size_t v = tools->count; count > 0 && v-- > 0;) {
        size_t accepted = 0;

        for (size_t i = 0; i < count; i++)
            accepted += runs[v * count + i].exit_code == VALIDATOR_ACCEPTS;
        if (accepted > 0)
            continue;
        progress_end(&session->progress);
        remark(session->settings->remarks,
               "input validator %s: not used: it rejects every example: %s", tools->list[v].name,
               runs[v * count].trouble);
        remove_tool(tools, v);
    }
    return 0;
}
