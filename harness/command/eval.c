/* SPDX-License-Identifier: MIT */
#include "eval/evaluation.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/remark.h"
#include "base/terminal.h"
#include "command/command.h"
#include "eval/result/multipl_e.h"
#include "eval/result/results.h"
#include "stage/session.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct eval_command {
    struct session session;
    struct suite suite;
    struct samples *samples;
    struct drivers drivers;
    struct outcome_log *log;
    struct evaluation evaluation;
    struct summary summary;
};

static void release_command(struct eval_command *c)
{
    session_close(&c->session); /* first: it may be running programs of the others */
    summary_release(&c->summary);
    evaluation_release(&c->evaluation);
    outcome_log_close(c->log);
    samples_close(c->samples);
    suite_release(&c->suite);
    drivers_release(&c->drivers);
}

static void show_progress(void *context)
{
    struct eval_command *c = context;

    progress_show(&c->session.progress, "judging", c->evaluation.judged,
                  samples_fraction(c->samples), "%zu programs", c->evaluation.judged);
}

/* As Python writes a float: as JSON has it, but never without a point. */
static void print_float(double value)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    struct json_writer w;

    json_writer_init(&w, &text, JSON_LINE);
    json_double(&w, value);
    if (json_finish(&w, NULL) == 0)
        printf("%.*s%s", (int)text.len - 1, text.data, strpbrk(text.data, ".e") ? "" : ".0");
}

static void print_counts(const struct eval_command *c)
{
    const struct evaluation *e = &c->evaluation;
    size_t shown = 0;

    printf("suite       %zu tasks of %s, %zu with samples\n", c->suite.count, c->suite.format->name,
           c->summary.task_count);
    printf("isolation   %s\n", isolation_name(c->session.facts.level));
    printf("samples     %zu, %zu distinct\n", e->sample_count - e->unknown - e->not_run,
           e->outcome_count);
    printf("outcomes    ");
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        if (c->summary.counts[i] > 0)
            printf("%s%zu %s", shown++ ? ", " : "", c->summary.counts[i],
                   outcome_word_of((enum verdict)i));
    if (c->summary.no_program > 0)
        printf("%s%zu extraction_failed", shown > 0 ? ", " : "", c->summary.no_program);
    putchar('\n');
}

static void print_estimates(const struct named_estimate *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%-11s %.4f   95 %% of the tasks drawn anew: %.4f to %.4f\n", list[i].name,
               list[i].estimate.value, list[i].estimate.low, list[i].estimate.high);
}

/* The last line is what human-eval prints, for scripts that read that. */
static void print_for_people(const struct eval_command *c, const char *dir)
{
    print_counts(c);
    print_estimates(c->summary.pass_at, c->summary.count);
    print_estimates(c->summary.pass_all, c->summary.count);
    printf("results     %s/report.json, %s/samples.jsonl\n{", dir, dir);
    for (size_t i = 0; i < c->summary.count; i++) {
        printf("%s'%s': ", i ? ", " : "", c->summary.pass_at[i].name);
        print_float(c->summary.pass_at[i].estimate.value);
    }
    printf("}\n");
}

static void remark_on_tasks(const struct eval_command *c)
{
    size_t together = 0, joint = 0, fail = 0;
    const struct task *first_failing = NULL;

    for (size_t i = 0; i < c->suite.count; i++) {
        together += c->suite.tasks[i].together && !c->suite.tasks[i].joint;
        joint += c->suite.tasks[i].joint && c->suite.tasks[i].samples > 0 &&
                 !task_is_apart(&c->suite.tasks[i]);
        fail += c->suite.tasks[i].canonical_fails;
        if (c->suite.tasks[i].canonical_fails && !first_failing)
            first_failing = &c->suite.tasks[i];
    }
    if (c->evaluation.recalled)
        remark(c->session.settings->remarks, "%zu of %zu programs are known from an earlier run",
               c->evaluation.recalled, c->evaluation.outcome_count);
    if (c->evaluation.fenced)
        remark(c->session.settings->remarks,
               "of %zu samples the program is a fenced block; the text around it is left out "
               "(--extract none keeps it)",
               c->evaluation.fenced);
    if (joint)
        remark(
            c->session.settings->remarks,
            "%zu task%s ha%s tests that run in the program's own process (\"isolated\": false in the "
            "results): harness/eval/joint/README.md says what a program can forge there",
            joint, joint == 1 ? "" : "s", joint == 1 ? "s" : "ve");
    if (together)
        remark(
            c->session.settings->remarks,
            "%zu task%s need%s tests and program in one process, where a program can forge its result "
            "(\"isolated\": false in the results)",
            together, together == 1 ? "" : "s", together == 1 ? "s" : "");
    if (first_failing)
        remark(c->session.settings->remarks,
               "the canonical solution%s of %zu task%s fail%s: the first is '%.80s'",
               fail == 1 ? "" : "s", fail, fail == 1 ? "" : "s", fail == 1 ? "s" : "",
               first_failing->id);
}

static int print_json_report(const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free char *path = file_join(dir, "report.json");

    if (!path || file_read(path, &text, err) < 0)
        return -1;
    fputs(buf_str(&text), stdout);
    return 0;
}

static int write_results(struct eval_command *c, const struct settings *settings, const char *dir,
                         const struct arguments *arguments, struct err *err)
{
    if (summary_make(&c->summary, &c->evaluation, settings->pass_at, settings->pass_at_count, err) <
            0 ||
        results_write_samples(&c->evaluation, dir, err) < 0 ||
        (c->suite.format->human_eval &&
         results_write_human_eval(&c->evaluation, dir, (const char *const *)&arguments->words[1],
                                  err) < 0) ||
        (c->suite.format->multipl_e && results_write_multipl_e(&c->evaluation, dir, err) < 0) ||
        results_write_report(&c->evaluation, &c->summary, dir,
                             isolation_name(c->session.facts.level), err) < 0)
        return -1;
    progress_end(&c->session.progress);
    remark_on_tasks(c);
    if (!settings->json)
        print_for_people(c, dir);
    return settings->json ? print_json_report(dir, err) : 0;
}

static int begin_evaluation(struct eval_command *c, const struct settings *settings,
                            struct err *err)
{
    c->evaluation =
        (struct evaluation){.attempts = {.settings = settings,
                                         .service = c->session.service,
                                         .suite = &c->suite,
                                         .drivers = c->drivers.dir[0] ? &c->drivers : NULL,
                                         .log = c->log},
                            .samples = c->samples,
                            .show = show_progress,
                            .context = c};
    return outcome_keys_init(&c->evaluation.attempts.keys, &c->session.facts, err);
}

int command_eval(const struct settings *settings, const struct arguments *arguments,
                 struct err *err)
{
    struct problem limits;
    cleanup_with(release_command) struct eval_command c = {0};
    const char *dir = settings->out_dir ? settings->out_dir : "winnow-eval";

    if (suite_load(&c.suite, arguments->words[0], settings->format, err) < 0 ||
        samples_open(&c.samples, (const char *const *)&arguments->words[1],
                     (size_t)arguments->count - 1, settings->remarks, err) < 0 ||
        (suite_has_calls(&c.suite) && drivers_open(&c.drivers, err) < 0) ||
        file_make_dirs(dir, err) < 0 || outcome_log_open(&c.log, dir, settings->fresh, err) < 0)
        return -1;
    suite_limits(&c.suite, &settings->asked, &limits);
    c.session.limits = &limits;
    c.session.place = c.drivers.dir[0] ? c.drivers.dir : NULL;
    if (session_open_pool(&c.session, settings, err) < 0 ||
        begin_evaluation(&c, settings, err) < 0 || evaluation_run(&c.evaluation, err) < 0)
        return -1;
    if (c.evaluation.outcome_count == 0)
        return err_set(err, ERR_INPUT,
                       c.evaluation.not_run > 0
                           ? "no sample of %s is in a language that is run here"
                           : "no sample of any task of %s",
                       arguments->words[0]);
    if (write_results(&c, settings, dir, arguments, err) < 0)
        return -1;
    return c.summary.counts[VERDICT_JE] > 0
               ? err_set(err, ERR_JUDGE, "%zu samples could not be judged",
                         c.summary.counts[VERDICT_JE])
               : EXIT_DONE;
}
