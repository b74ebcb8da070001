/* SPDX-License-Identifier: MIT */
#include "command/eval_command.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "base/remark.h"
#include "base/screen/terminal.h"
#include "eval/result/lcb_results.h"
#include "eval/result/plus_results.h"
#include "eval/shard/shard.h"
#include "eval/shard/shard_file.h"
#include "eval/result/bigcode.h"
#include "eval/result/multipl_e.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void eval_command_release(struct eval_command *c)
{
    session_close(&c->session); /* first: it may be running programs of the others */
    summary_release(&c->summary);
    evaluation_release(&c->evaluation);
    generated_free(c->generated);
    outcome_log_close(c->log);
    samples_close(c->samples);
    free(c->paths);
    suite_release(&c->suite);
    drivers_release(&c->drivers);
}

static void show_progress(void *context)
{
    struct eval_command *c = context;

    progress_show(&c->session.progress, "judging", c->evaluation.judged,
                  samples_fraction(c->samples), "%zu programs", c->evaluation.judged);
}

static void print_counts(const struct eval_command *c)
{
    const struct evaluation *e = &c->evaluation;
    size_t shown = 0;

    printf("suite       %zu tasks of %s, %zu with samples\n", c->suite.count, c->suite.format->name,
           c->summary.task_count);
    printf("isolation   %s\n", isolation_name(c->session.facts.level));
    printf("samples     %zu, %zu distinct\n", e->own.samples - e->own.unknown - e->own.not_run,
           e->own.outcomes);
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

/* {'pass@1': 0.5} */
static void print_as_human_eval(const struct summary *summary)
{
    putchar('{');
    for (size_t i = 0; i < summary->count; i++) {
        char text[ESTIMATE_TEXT];

        estimate_text(summary->pass_at[i].estimate.value, text);
        printf("%s'%s': %s", i ? ", " : "", summary->pass_at[i].name, text);
    }
    printf("}\n");
}

static void print_as_evalplus(const struct summary *summary, const char *dataset, bool base_only)
{
    printf("%s (base tests)\n", dataset);
    for (size_t i = 0; i < summary->count; i++)
        printf("%s:\t%.3f\n", summary->pass_at[i].name, summary->base_at[i].estimate.value);
    if (base_only)
        return;
    printf("%s+ (base + extra tests)\n", dataset);
    for (size_t i = 0; i < summary->count; i++)
        printf("%s:\t%.3f\n", summary->pass_at[i].name, summary->pass_at[i].estimate.value);
}

static void print_comparison(const struct pairing *against)
{
    if (against->samples > 0)
        printf(
            "against     %zu samples, on %zu tasks; %zu tasks that only one side has are left out\n",
            against->samples, against->tasks, against->left_out);
    for (size_t i = 0; i < against->count; i++)
        printf("%-11s %+.4f   %.4f against %.4f; 95 %% of the tasks drawn anew: %+.4f to %+.4f\n",
               against->differences[i].name, against->differences[i].estimate.value,
               against->ours[i], against->theirs[i], against->differences[i].estimate.low,
               against->differences[i].estimate.high);
}

/* The last lines are those that the suite's own tool prints, for scripts that read them. */
static void print_for_people(const struct eval_command *c, const char *dir)
{
    print_counts(c);
    print_estimates(c->summary.pass_at, c->summary.count);
    print_estimates(c->summary.pass_all, c->summary.count);
    print_estimates(c->summary.n_at, c->summary.n_at_count);
    print_estimates(c->summary.votes, c->summary.vote_count);
    print_estimates(c->summary.selections, c->summary.selection_count);
    print_comparison(&c->summary.against);
    printf("results     %s/report.html, %s/report.json, %s/samples.jsonl\n", dir, dir, dir);
    if (c->suite.format->results == RESULTS_EVALPLUS)
        print_as_evalplus(&c->summary, plus_tests_dataset(&c->suite.tasks[0]),
                          c->session.settings->plus.base_only);
    else
        print_as_human_eval(&c->summary);
}

void eval_command_remark(const struct eval_command *c)
{
    size_t together = 0, joint = 0, fail = 0;
    const struct task *first_failing = NULL;

    for (size_t i = 0; i < c->suite.count; i++) {
        together += c->suite.tasks[i].together && !c->suite.tasks[i].joint;
        joint +=
            c->suite.tasks[i].joint && c->suite.tasks[i].samples > 0 && c->suite.tasks[i].together;
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

static int say_what_failed(const struct eval_command *c, struct err *err)
{
    return c->summary.counts[VERDICT_JE] > 0
               ? err_set(err, ERR_JUDGE, "%zu samples could not be judged",
                         c->summary.counts[VERDICT_JE])
               : EXIT_DONE;
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

/* As the suite's own tool writes them. */
static int write_as_tool(const struct eval_command *c, const struct arguments *arguments,
                         const char *dir, struct err *err)
{
    enum suite_results kind = c->suite.format->results;

    if (c->evaluation.by_place && (kind == RESULTS_OWN || kind == RESULTS_HUMAN_EVAL))
        return results_write_bigcode(&c->evaluation, &c->summary, dir, c->paths, err);
    switch (kind) {
    case RESULTS_HUMAN_EVAL:
        return results_write_human_eval(&c->evaluation, dir, c->paths, err);
    case RESULTS_EVALPLUS:
        return results_write_plus(&c->evaluation, dir, c->paths, arguments->words[0], err);
    case RESULTS_MULTIPL_E:
        return results_write_multipl_e(&c->evaluation, dir, c->paths, err);
    case RESULTS_LIVECODEBENCH:
        return results_write_lcb(&c->evaluation, dir, c->paths, err);
    case RESULTS_OWN:
    default:
        return 0;
    }
}

int eval_command_report(struct eval_command *c, const struct settings *settings, const char *dir,
                        const struct arguments *arguments, struct err *err)
{
    if (c->evaluation.own.outcomes == 0)
        return err_set(err, ERR_INPUT,
                       c->evaluation.not_run > 0
                           ? "no sample of %s is in a language that is run here"
                           : "no sample of any task of %s",
                       arguments->words[0]);
    if (settings->against && !c->evaluation.is_against)
        return err_set(err, ERR_INPUT, "%s: no samples to compare with", settings->against);
    if (summary_make(&c->summary, &c->evaluation, settings->pass_at, settings->pass_at_count, err) <
            0 ||
        results_write_samples(&c->evaluation, dir, err) < 0 ||
        write_as_tool(c, arguments, dir, err) < 0 ||
        results_write_report(&c->evaluation, &c->summary, dir,
                             isolation_name(c->session.facts.level), err) < 0)
        return -1;
    progress_end(&c->session.progress);
    eval_command_remark(c);
    if (!settings->json)
        print_for_people(c, dir);
    else if (print_json_report(dir, err) < 0)
        return -1;
    return say_what_failed(c, err);
}

static int begin_evaluation(struct eval_command *c, const struct settings *settings,
                            const struct arguments *arguments, struct shard shard, struct err *err)
{
    c->evaluation =
        (struct evaluation){.attempts = {.settings = settings,
                                         .service = c->session.service,
                                         .suite = &c->suite,
                                         .drivers = c->drivers.dir[0] ? &c->drivers : NULL,
                                         .log = c->log},
                            .samples = c->samples,
                            .generated = c->generated,
                            .against_file = settings->against ? (size_t)arguments->count - 1 : 0,
                            .shard = shard,
                            .show = show_progress,
                            .context = c};
    return outcome_keys_init(&c->evaluation.attempts.keys, &c->session.facts, err);
}

/* What an earlier run has written is not to be taken for what this one will write, if that is killed. */
static int forget_shard(const char *dir, struct err *err)
{
    cleanup_free char *path = file_join(dir, SHARD_FILE_NAME);

    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    return unlink(path) < 0 && errno != ENOENT ? err_sys(err, ERR_INPUT, "%s", path) : 0;
}

int eval_command_open(struct eval_command *c, const struct settings *settings,
                      const struct arguments *words, struct err *err)
{
    size_t count = (size_t)words->count - 1;

    c->paths = calloc(count + 2, sizeof *c->paths);
    if (!c->paths)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        c->paths[i] = words->words[i + 1];
    c->paths[count] = settings->against;
    return suite_load(&c->suite, words->words[0], settings->format, err) < 0 ||
                   samples_open(&c->samples, c->paths, count + (settings->against != NULL),
                                &c->suite, settings->remarks, err) < 0
               ? -1
               : 0;
}

static int open_command(struct eval_command *c, const struct settings *settings, const char *dir,
                        const struct arguments *arguments, struct err *err)
{
    return eval_command_open(c, settings, arguments, err) < 0 ||
                   (suite_has_calls(&c->suite) && drivers_open(&c->drivers, err) < 0) ||
                   (settings->generated_tests &&
                    generated_read(&c->generated, settings->generated_tests, &c->suite,
                                   settings->remarks, err) < 0) ||
                   file_make_dirs(dir, err) < 0 ||
                   outcome_log_open(&c->log, dir, settings->fresh, err) < 0
               ? -1
               : 0;
}

static int evaluate(const struct settings *settings, const struct arguments *arguments,
                    struct shard shard, const char *dir, struct err *err)
{
    struct problem limits;
    cleanup_with(eval_command_release) struct eval_command c = {0};

    if (settings->asked.checker || settings->asked.float_tolerance)
        return err_set(err, ERR_INPUT,
                       "eval compares outputs by --compare, not by --checker or --float-tolerance");
    if (settings->generated_tests && shard_is_part(shard))
        return err_set(
            err, ERR_INPUT,
            "--generated-tests needs all samples of a task in one run: leave --shard out");
    if (open_command(&c, settings, dir, arguments, err) < 0 ||
        (shard_is_part(shard) && forget_shard(dir, err) < 0))
        return -1;
    suite_limits(&c.suite, &settings->asked, &limits);
    c.session.limits = &limits;
    c.session.place = c.drivers.dir[0] ? c.drivers.dir : NULL;
    if (session_open_pool(&c.session, settings, err) < 0 ||
        begin_evaluation(&c, settings, arguments, shard, err) < 0 ||
        evaluation_run(&c.evaluation, err) < 0)
        return -1;
    return shard_is_part(shard) ? eval_command_end_shard(&c, settings, dir, arguments, err)
                                : eval_command_report(&c, settings, dir, arguments, err);
}

int command_eval(const struct settings *settings, const struct arguments *arguments,
                 struct err *err)
{
    const char *dir = settings->out_dir ? settings->out_dir : EVAL_DIR;
    struct shard shard = settings->shard;
    cleanup_free char *own_dir = NULL;
    int code;

    if (shard_complete(&shard, settings->remarks, err) < 0)
        return -1;
    if (shard_is_part(shard) && eval_command_check_shard(settings, arguments, err) < 0)
        return -1;
    if (shard_is_part(shard) && !(own_dir = shard_dir(dir, shard)))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (own_dir)
        dir = own_dir;
    code = evaluate(settings, arguments, shard, dir, err);
    if (code < 0)
        promise_to_go_on(dir, err);
    return code;
}
