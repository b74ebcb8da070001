/* SPDX-License-Identifier: MIT */
#include "judge/trial.h"
#include "base/map.h"
#include "judge/compare.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>

static struct trial *trial_of_build(struct build *build)
{
    return (struct trial *)((char *)build - offsetof(struct trial, build));
}

static struct trial *trial_of_probe(struct run *probe)
{
    return (struct trial *)((char *)probe - offsetof(struct trial, probe));
}

static void conclude(struct trial *trial, enum verdict verdict, const char *detail)
{
    trial->verdict = verdict;
    snprintf(trial->detail, sizeof trial->detail, "%.*s", (int)sizeof trial->detail - 1, detail);
}

static void next_case(struct trial *trial);

/* Compares the output of a run that ended well. */
static void compare(const struct trial *trial, int stdout_fd, struct classified *c)
{
    const struct case_data *test = &trial->rules->cases->list[trial->at];
    struct comparison comparison;
    struct err err = {0};
    struct map output;

    if (map_fd(&output, stdout_fd, &err) < 0) {
        c->verdict = VERDICT_JE;
        snprintf(c->detail, sizeof c->detail, "%.*s", (int)sizeof c->detail - 1, err.msg);
        return;
    }
    compare_output(test->answer.data, test->answer.len, output.data, output.len,
                   &trial->rules->problem->compare, &comparison);
    map_release(&output);
    if (comparison.equal)
        return;
    c->verdict = VERDICT_WA;
    snprintf(c->detail, sizeof c->detail, "%s", comparison.detail);
}

static void keep_result(struct trial *trial, const struct classified *c,
                        const struct run_result *run)
{
    struct case_result *result;

    if (run->cpu > trial->cpu)
        trial->cpu = run->cpu;
    if (run->wall > trial->wall)
        trial->wall = run->wall;
    if (run->memory > trial->memory)
        trial->memory = run->memory;
    if (!trial->results)
        return;
    result = &trial->results[trial->result_count++];
    result->verdict = c->verdict;
    result->detail = c->detail[0] ? strdup(c->detail) : NULL;
    result->cpu = run->cpu;
    result->wall = run->wall;
    result->memory = run->memory;
}

static void probe_done(struct run *probe, int stdout_fd)
{
    static const struct run_result nothing;
    struct trial *trial = trial_of_probe(probe);
    struct classified c = probe->classified;

    if (probe->failed) {
        c.verdict = VERDICT_JE;
        snprintf(c.detail, sizeof c.detail, "%.*s", (int)sizeof c.detail - 1, probe->err.msg);
    } else if (c.verdict == VERDICT_AC) {
        compare(trial, stdout_fd, &c);
    }
    keep_result(trial, &c, probe->failed ? &nothing : &probe->result);
    if (c.verdict != VERDICT_AC && trial->verdict == VERDICT_AC) {
        conclude(trial, c.verdict, c.detail);
        trial->test = trial->rules->cases->list[trial->at].name;
    }
    trial->at++;
    if (trial->verdict != VERDICT_AC && !trial->rules->all_cases)
        trial->done(trial);
    else
        next_case(trial);
}

static void next_case(struct trial *trial)
{
    const struct problem *problem = trial->rules->problem;

    if (trial->at == trial->rules->cases->count) {
        trial->done(trial);
        return;
    }
    trial->probe.pool = trial->rules->pool;
    trial->probe.program = &trial->program;
    trial->probe.input_fd = trial->rules->cases->list[trial->at].input_fd;
    trial->probe.allowance = (struct allowance){
        .time = problem->time_limit,
        .memory = problem->memory_limit + trial->language->memory_allowance,
        .output = problem->output_limit,
    };
    trial->probe.done = probe_done;
    run_start(&trial->probe, true);
}

static int make_results(struct trial *trial)
{
    if (!trial->rules->keep_results)
        return 0;
    trial->results = calloc(trial->rules->cases->count + 1, sizeof *trial->results);
    return trial->results ? 0 : -1;
}

static void build_done(struct build *build)
{
    struct trial *trial = trial_of_build(build);

    switch (build->status) {
    case BUILD_OK:
        trial->program = build->program;
        build->program.language = NULL;
        build_release(build);
        next_case(trial);
        return;
    case BUILD_REJECTED:
        conclude(trial, VERDICT_CE, build->detail);
        break;
    case BUILD_FAILED:
        conclude(trial, VERDICT_JE, build->err.msg);
        break;
    }
    build_release(build);
    trial->done(trial);
}

int trial_start(struct trial *trial, const struct trial_rules *rules,
                const struct language *language, const char *source, size_t length,
                void (*done)(struct trial *), void *context, struct err *err)
{
    struct build_limits limits = {
        .cpu = rules->problem->compile_time_limit,
        .memory = rules->problem->compile_memory_limit,
    };

    trial->rules = rules;
    trial->language = language;
    trial->done = done;
    trial->context = context;
    trial->verdict = VERDICT_AC;
    if (make_results(trial) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return build_start(&trial->build, rules->pool, rules->cache, language, source, length, limits,
                       build_done, err);
}

void trial_start_built(struct trial *trial, const struct trial_rules *rules,
                       const struct program *program, void (*done)(struct trial *), void *context)
{
    struct err err = {0};

    trial->rules = rules;
    trial->language = program->language;
    trial->done = done;
    trial->context = context;
    trial->verdict = VERDICT_AC;
    trial->program = *program;
    trial->program.fd = fcntl(program->fd, F_DUPFD_CLOEXEC, 3);
    if (trial->program.fd < 0 || make_results(trial) < 0) {
        err_sys(&err, ERR_JUDGE, "dup");
        conclude(trial, VERDICT_JE, err.msg);
        done(trial);
        return;
    }
    next_case(trial);
}

void trial_release(struct trial *trial)
{
    build_release(&trial->build);
    program_release(&trial->program);
    for (size_t i = 0; i < trial->result_count; i++)
        free(trial->results[i].detail);
    free(trial->results);
    trial->results = NULL;
    trial->result_count = 0;
}
