/* SPDX-License-Identifier: MIT */
/*
 * A trial: one source, compiled and run on test cases in order until the first failure (or on all of
 * them), each run checked. Filtering, judging, verifying and evaluating are all trials. Where the groups
 * of test cases decide (grade.h), they say which cases count; others are run only if all are asked for.
 *
 * A source that needs no compiling, only a check, is run at once, and checked if that run fails.
 *
 *     build ──► next case ──► run ──► check ──┬──► next case … ──► done
 *                              ▲              │
 *                              └── run again ─┘
 */
#include "base/clock.h"
#include "base/screen/transcript.h"
#include "judge/assembly.h"
#include "judge/check/check.h"
#include "judge/grade.h"
#include "judge/work.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>

struct trial {
    struct work work; /* first */
    /* One at a time: first the build, or the timer of a program that is built already; */
    struct build build;
    struct loop_timer begin;
    struct run run;     /* then a run for each case, */
    struct check check; /* and a check for each run */
    bool checking;      /* between the check's start and done */
    const struct test_set *tests;
    struct assembly assembly;
    struct program program;
    bool
        unchecked; /* the program is a source that nothing has looked at: a failing run asks for it */
    size_t at;     /* the case under way */
    struct grade *grade;  /* or NULL: the first failure decides */
    bool counts;          /* the case under way does, for the grade */
    int again_fd;         /* the input of the pass under way, if it is not the case's own; or -1 */
    struct judgement one; /* of that case */
    struct judgement whole;
    judge_done *done;
    void *context;
};

#define TRIAL_OF(pointer, member)                                                                  \
    ((struct trial *)(void *)((char *)(pointer)-offsetof(struct trial, member)))

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void release_check(struct trial *trial)
{
    close_fd(&trial->again_fd);
    check_release(&trial->check);
}

static void free_trial(struct trial *trial)
{
    release_check(trial);
    build_release(&trial->build);
    program_release(&trial->program);
    assembly_release(&trial->assembly);
    judgement_release(&trial->one);
    judgement_release(&trial->whole);
    grade_free(trial->grade);
    free(trial);
}

static void end_trial(struct trial *trial, struct judgement *told)
{
    work_end(&trial->work);
    if (!trial->tests->keep_cases)
        judgement_release(&trial->whole); /* what there is was for the grade */
    trial->done(trial->context, told, &trial->program);
    free_trial(trial);
}

/* All cases that were wanted have been run. */
static void end_cases(struct trial *trial)
{
    struct err err = {0};

    if (trial->grade && grade_end(trial->grade, &trial->whole, &err) < 0)
        judgement_set(&trial->whole, VERDICT_JE, "%s", err.msg);
    end_trial(trial, &trial->whole);
}

static void start_case(struct trial *trial);

/* Each further case of a program that loops may take as long: the whole of what is measured. */
static bool is_hopeless(const struct trial *trial)
{
    const struct judgement *one = &trial->one;

    return trial->tests->stop_slow && one->verdict == VERDICT_TLE &&
           (one->cpu <= trial->run.allowance.time ||
            one->cpu >= trial->run.allowance.time_measured);
}

static void end_case(struct trial *trial)
{
    struct judgement *whole = &trial->whole;

    trial->one.test = trial->tests->list[trial->at].name;
    judgement_add_case(whole, &trial->one);
    if (trial->counts)
        grade_add(trial->grade, whole->case_count, trial->check.test->is_static, &trial->one);
    if (whole->cases)
        whole->cases[whole->case_count++] = judgement_take(&trial->one);
    release_check(trial);
    trial->at++;
    if (whole->verdict != VERDICT_AC && !trial->grade &&
        (!trial->tests->all_cases || is_hopeless(trial)))
        end_cases(trial);
    else
        start_case(trial);
}

static void run_once(struct trial *trial);

static void check_done(struct check *check, enum check_step step)
{
    struct trial *trial = TRIAL_OF(check, check);

    trial->checking = false;
    close_fd(&check->output_fd);
    if (step == CHECK_SETTLED) {
        end_case(trial);
        return;
    }
    check->pass++;
    close_fd(&trial->again_fd);
    trial->again_fd = steal_fd(&check->next_input_fd);
    run_once(trial);
}

/* Takes the measures of a run into the case, which may have had runs before. */
static void add_run(struct judgement *one, const struct judgement *run)
{
    one->verdict = VERDICT_AC;
    judgement_add_case(one, run);
}

static void build_done(struct build *build);

static void start_check(struct trial *trial)
{
    trial->checking = true;
    trial->check.kind->start(&trial->check);
}

static void source_checked(struct build *build)
{
    if (build->status != BUILD_OK) {
        build_done(build);
        return;
    }
    build_release(build);
    start_check(TRIAL_OF(build, build));
}

/* A run has failed: by its own fault, or because the source is none of its language? */
static int check_source(struct trial *trial, struct err *err)
{
    cleanup_with(map_release) struct map source = {0};

    trial->unchecked = false;
    return map_fd(&source, trial->program.fd, err) < 0
               ? -1
               : work_build(trial->work.service, &trial->build, trial->tests->problem,
                            trial->program.language, source.data, source.len, source_checked, err);
}

static void run_done(struct run *run, int stdout_fd, int stderr_fd)
{
    struct trial *trial = TRIAL_OF(run, run);
    struct err err = {0};

    (void)stderr_fd;
    if (run->failed) {
        judgement_set(&trial->one, VERDICT_JE, "%s", run->err.msg);
        end_case(trial);
        return;
    }
    add_run(&trial->one, &run->judgement);
    trial->check.output_fd = fcntl(stdout_fd, F_DUPFD_CLOEXEC, 3);
    if (trial->check.output_fd < 0) {
        err_put_sys(&err, ERR_JUDGE, "keeping an output");
        judgement_set(&trial->one, VERDICT_JE, "%s", err.msg);
        end_case(trial);
        return;
    }
    if (!trial->unchecked || run->judgement.verdict != VERDICT_RTE) {
        trial->unchecked = false;
        start_check(trial);
    } else if (check_source(trial, &err) < 0) {
        judgement_set(&trial->one, VERDICT_JE, "%s", err.msg);
        end_case(trial);
    }
}

static nsec_t time_measured(const struct trial *trial)
{
    nsec_t time = trial->tests->time_measured;
    bytes_t memory = 0;

    if (time > 0)
        language_extend(trial->program.language, &time, &memory);
    return time;
}

/* A run of the case under way: the first, or one that its check has asked for. */
static void run_once(struct trial *trial)
{
    struct check *check = &trial->check;
    struct err err = {0};

    trial->run = (struct run){
        .pool = trial->work.service->pool,
        .program = &trial->program,
        .args = (const char *const *)check->test->args,
        .input_fd = check->pass > 0 ? trial->again_fd : check->test->input_fd,
        .allowance = test_set_allowance(trial->tests->problem, trial->program.language),
        .files = check->test->files,
        .file_count = check->test->file_count,
        .done = run_done,
    };
    trial->run.allowance.time_measured = time_measured(trial);
    if (check->kind->begin && check->kind->begin(check, &trial->run, &err) < 0) {
        judgement_set(&trial->one, VERDICT_JE, "%s", err.msg);
        end_case(trial);
        return;
    }
    run_start(&trial->run, true);
}

/* Skips the cases that do not count, unless all are to be run. */
static bool find_case(struct trial *trial)
{
    const struct test_set *tests = trial->tests;

    for (; trial->at < tests->count; trial->at++) {
        trial->counts = trial->grade && grade_counts(trial->grade, tests->list[trial->at].group);
        if (trial->counts || !trial->grade || tests->all_cases)
            return true;
    }
    return false;
}

/* The kind of a static validation case is not the problem's. */
static const struct check_kind *kind_of(const struct trial *trial, const struct test *test)
{
    return test->is_static ? &check_static : trial->tests->check;
}

static void start_case(struct trial *trial)
{
    if (!find_case(trial)) {
        end_cases(trial);
        return;
    }
    judgement_release(&trial->one);
    trial->one = (struct judgement){.verdict = VERDICT_AC};
    trial->check = (struct check){
        .kind = kind_of(trial, &trial->tests->list[trial->at]),
        .service = trial->work.service,
        .tests = trial->tests,
        .test = &trial->tests->list[trial->at],
        .run = &trial->run,
        .submitted = &trial->assembly.submitted,
        .output_fd = -1,
        .judgement = &trial->one,
        .next_input_fd = -1,
        .explain = trial->tests->explain && trial->whole.verdict == VERDICT_AC,
        .transcript = trial->tests->transcripts && trial->at < TRANSCRIPT_CASES_MAX,
        .done = check_done,
    };
    if (trial->check.kind->has_no_run)
        start_check(trial);
    else
        run_once(trial);
}

/* The program is there, and what was made of the source with it. */
static void start_cases(struct trial *trial)
{
    trial->assembly.submitted.product_fd =
        trial->program.language->product ? trial->program.fd : -1;
    start_case(trial);
}

static void build_done(struct build *build)
{
    struct trial *trial = TRIAL_OF(build, build);

    if (build->status == BUILD_OK) {
        trial->program = build->program;
        build->program.language = NULL;
        build_release(build);
        start_cases(trial);
        return;
    }
    if (build->status == BUILD_REJECTED) {
        judgement_set(&trial->whole, VERDICT_CE, "%s", build->detail);
        trial->whole.compile_limit = build->limited;
    } else {
        judgement_set(&trial->whole, VERDICT_JE, "%s", build->err.msg);
    }
    end_trial(trial, &trial->whole);
}

static void cancel_trial(struct work *work)
{
    struct trial *trial = (struct trial *)work;

    jobs_cancel(work->service->pool, &trial->build.job);
    loop_remove_timer(jobs_loop(work->service->pool), &trial->begin);
    run_cancel(&trial->run);
    if (trial->checking && trial->check.kind->cancel)
        trial->check.kind->cancel(&trial->check);
    end_trial(trial, NULL);
}

static void begin_built(struct loop_timer *timer)
{
    start_cases(TRIAL_OF(timer, begin));
}

static void end_lost(struct loop_timer *timer)
{
    struct trial *trial = TRIAL_OF(timer, begin);
    struct err err = {0};

    assembly_refuse(&trial->assembly, &err);
    judgement_set(&trial->whole, VERDICT_CE, "%s", err.msg);
    end_trial(trial, &trial->whole);
}

/* Not at once: `done` is only called from inside the loop, and frees the trial. Always 0. */
static int begin_soon(struct trial *trial, struct service *service,
                      void (*begin)(struct loop_timer *))
{
    trial->begin = (struct loop_timer){.due = clock_now(), .expired = begin};
    loop_add_timer(jobs_loop(service->pool), &trial->begin);
    return 0;
}

/*
 * An interactive program's failure may be for its partner to judge, whose words are gone by then. A static validator
 * comes before the first run, and is not asked about what does not compile.
 */
static bool check_can_wait(const struct trial *trial, const struct service *service,
                           const struct submission *submission)
{
    const struct check_kind *kind = trial->tests->check;

    return submission->language->check_can_wait && !service->plain && !trial->tests->has_static &&
           (!kind->begin || kind->source_can_wait);
}

static int take_unchecked(struct trial *trial, struct service *service,
                          const struct submission *submission, struct err *err)
{
    if (build_unchecked(&trial->program, submission->language, trial->assembly.source,
                        trial->assembly.length, trial->build.more, err) < 0)
        return -1;
    trial->unchecked = true;
    return begin_soon(trial, service, begin_built);
}

static int assemble(struct trial *trial, const struct submission *submission, struct err *err)
{
    const struct language *language =
        submission->program ? submission->program->language : submission->language;
    const struct own_files own = {.language = language,
                                  .source = submission->source,
                                  .length = submission->length,
                                  .name = submission->name,
                                  .more = submission->more};

    if (assembly_make(&trial->assembly, test_set_included(trial->tests, language), &own, err) < 0)
        return -1;
    return trial->tests->has_static ? assembly_keep(&trial->assembly, err) : 0;
}

static int start_trial(struct trial *trial, struct service *service,
                       const struct submission *submission, struct err *err)
{
    if ((!submission->program || trial->tests->has_static) && assemble(trial, submission, err) < 0)
        return -1;
    if (submission->program)
        return program_share(&trial->program, submission->program, err) < 0
                   ? -1
                   : begin_soon(trial, service, begin_built);
    if (trial->assembly.is_lost)
        return begin_soon(trial, service, end_lost);
    trial->build.more = assembly_more(&trial->assembly);
    if (check_can_wait(trial, service, submission))
        return take_unchecked(trial, service, submission, err);
    return work_build(service, &trial->build, trial->tests->problem, submission->language,
                      trial->assembly.source, trial->assembly.length, build_done, err);
}

static struct trial *make_trial(const struct submission *submission)
{
    const struct test_set *tests = submission->tests;
    struct trial *trial = calloc(1, sizeof *trial);
    bool cases = tests->keep_cases || tests->graded;

    if (!trial)
        return NULL;
    trial->tests = tests;
    trial->done = submission->done;
    trial->context = submission->context;
    trial->check.output_fd = trial->check.next_input_fd = trial->again_fd = -1;
    trial->whole.verdict = VERDICT_AC;
    trial->whole.cases = cases ? calloc(tests->count + 1, sizeof *trial->whole.cases) : NULL;
    trial->grade = tests->graded ? grade_start(tests->problem) : NULL;
    if ((!cases || trial->whole.cases) && (!tests->graded || trial->grade))
        return trial;
    free_trial(trial);
    return NULL;
}

struct work *judge_submit(struct service *service, const struct submission *submission,
                          struct err *err)
{
    struct trial *trial = make_trial(submission);

    if (!trial) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    if (start_trial(trial, service, submission, err) < 0) {
        free_trial(trial);
        return NULL;
    }
    work_begin(&trial->work, service, cancel_trial);
    return &trial->work;
}
