/* SPDX-License-Identifier: MIT */
/*
 * The service and its checks, on programs in real cells: several problems at once, cancelling, the
 * first error, descriptors to wait for, and checks of kinds that are only here: one that runs a
 * program to judge an output, one that asks for another run. Skipped where there is no sandbox, or
 * failed with WINNOW_MUST_SANDBOX=1.
 */
#include "judge/service.h"
#include "base/clock.h"
#include "base/file.h"
#include "judge/check/check.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <cmocka.h>

#define TEXT(literal)                                                                              \
    {                                                                                              \
        .bytes = (char *)(uintptr_t)(literal), .length = sizeof(literal) - 1                       \
    }

static char name_1[] = "1", name_2[] = "2";
/* Test data in memory. */
static struct test_case doubles[] = {
    {.name = name_1, .input = TEXT("4\n"), .answer = TEXT("8\n")},
    {.name = name_2, .input = TEXT("5\n"), .answer = TEXT("10\n")},
};
static struct test_case squares[] = {
    {.name = name_1, .input = TEXT("4\n"), .answer = TEXT("16\n")},
    {.name = name_2, .input = TEXT("2\n"), .answer = TEXT("4\n")},
};

static const char double_it[] = "print(2 * int(input()))";
static const char add_four[] = "print(4 + int(input()))";
static const char for_ever[] = "while True: pass";

struct fixture {
    struct sandbox *sandbox;
    struct job_pool *pool;
    struct service *service;
    struct problem problem; /* generous: no limit is under test */
    struct test_set doubles, squares;
};

static int open_fixture(void **state)
{
    static struct fixture f;
    const char *must = getenv("WINNOW_MUST_SANDBOX");
    struct err err;

    f.problem = (struct problem){.time_limit = 60 * NSEC_PER_SEC,
                                 .memory_limit = 1024 * MIB,
                                 .output_limit = 8 * MIB,
                                 .compile_time_limit = 60 * NSEC_PER_SEC,
                                 .compile_memory_limit = 2048 * MIB};
    *state = &f;
    if (sandbox_open(&f.sandbox, ISOLATION_AUTO, &err) == 0 &&
        jobs_open(&f.pool, f.sandbox, 2, &err) == 0 &&
        service_open(&f.service, f.pool, NULL, &err) == 0 &&
        test_set_load(&f.doubles, &f.problem, doubles, 2, &err) == 0 &&
        test_set_load(&f.squares, &f.problem, squares, 2, &err) == 0)
        return 0;
    print_error("%s\n", err.msg);
    return f.sandbox || (must && strcmp(must, "1") == 0) ? -1 : 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;

    service_close(f->service);
    test_set_release(&f->doubles);
    test_set_release(&f->squares);
    jobs_close(f->pool);
    sandbox_close(f->sandbox);
    return 0;
}

/* Begins each test: the fixture, or no test where there is no sandbox. */
#define FIXTURE(f)                                                                                 \
    struct fixture *f = *state;                                                                    \
    if (!f->sandbox)                                                                               \
    skip()

/* What a submission came to. */
struct answer {
    int times, cancelled;
    struct judgement judgement;
    struct judgement cases[2];
    struct service *fail; /* told of an error, or NULL */
};

static void take_answer(void *context, struct judgement *judgement, struct program *program)
{
    const struct err error = {.kind = ERR_JUDGE, .msg = "the owner cannot go on"};
    struct answer *answer = context;

    (void)program;
    answer->times++;
    answer->cancelled += !judgement;
    if (!judgement)
        return;
    answer->judgement = *judgement;
    for (size_t i = 0; judgement->cases && i < judgement->case_count; i++)
        answer->cases[i] = judgement->cases[i];
    if (answer->fail)
        service_fail(answer->fail, &error);
}

/* Sources to be submitted one after the other. */
struct batch {
    struct fixture *f;
    struct {
        const struct test_set *tests;
        const char *source;
    } list[8];
    size_t count, next;
    struct answer answers[8];
    struct work *works[8];
};

static int submit_next(void *context, struct err *err)
{
    struct batch *batch = context;
    size_t i = batch->next;
    struct submission submission = {.done = take_answer, .context = &batch->answers[i]};

    if (i == batch->count)
        return 0;
    submission.tests = batch->list[i].tests;
    submission.language = language_by_name("python3");
    submission.source = batch->list[i].source;
    submission.length = strlen(batch->list[i].source);
    batch->next++;
    batch->works[i] = judge_submit(batch->f->service, &submission, err);
    return batch->works[i] ? 1 : -1;
}

static int feed(struct batch *batch, struct err *err)
{
    return service_feed(batch->f->service,
                        &(struct service_feed){.next = submit_next, .context = batch}, err);
}

static void problems_are_judged_side_by_side(void **state)
{
    FIXTURE(f);
    struct batch batch = {.f = f,
                          .list = {{&f->doubles, double_it},
                                   {&f->squares, double_it},
                                   {&f->doubles, add_four},
                                   {&f->squares, "import sys; sys.exit(3)"},
                                   {&f->doubles, "print("}},
                          .count = 5};

    assert_int_equal(feed(&batch, NULL), 0);
    for (int i = 0; i < 5; i++)
        assert_int_equal(batch.answers[i].times, 1);
    assert_int_equal(batch.answers[0].judgement.verdict, VERDICT_AC);
    assert_null(batch.answers[0].judgement.test);
    assert_int_equal(batch.answers[1].judgement.verdict, VERDICT_WA);
    assert_string_equal(batch.answers[1].judgement.test, "1");
    assert_int_equal(batch.answers[2].judgement.verdict, VERDICT_WA);
    assert_string_equal(batch.answers[2].judgement.test, "2");
    assert_int_equal(batch.answers[3].judgement.verdict, VERDICT_RTE);
    assert_int_equal(batch.answers[4].judgement.verdict, VERDICT_CE);
}

static void cases_are_kept_where_asked_for(void **state)
{
    FIXTURE(f);
    struct test_set all = f->squares;
    struct batch batch = {.f = f, .list = {{&all, double_it}}, .count = 1};

    all.all_cases = all.keep_cases = true;
    assert_int_equal(feed(&batch, NULL), 0);
    assert_int_equal(batch.answers[0].judgement.case_count, 2);
    assert_int_equal(batch.answers[0].judgement.verdict, VERDICT_WA);
    assert_string_equal(batch.answers[0].cases[0].test, "1");
    assert_int_equal(batch.answers[0].cases[0].verdict, VERDICT_WA);
    assert_string_equal(batch.answers[0].cases[1].test, "2");
    assert_int_equal(batch.answers[0].cases[1].verdict, VERDICT_AC);
}

/* There are two slots: one for the program that does not end, one for that whose owner fails. */
static void the_first_error_ends_all_and_every_owner_is_told(void **state)
{
    FIXTURE(f);
    struct batch batch = {
        .f = f, .list = {{&f->doubles, for_ever}, {&f->doubles, double_it}}, .count = 2};
    struct err err = {0};

    batch.answers[1].fail = f->service;
    assert_int_equal(feed(&batch, &err), -1);
    assert_string_equal(err.msg, "the owner cannot go on");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(batch.answers[i].times, 1);
        assert_int_equal(batch.answers[i].cancelled, i != 1);
    }
    /* The service goes on afterwards. */
    batch = (struct batch){.f = f, .list = {{&f->doubles, double_it}}, .count = 1};
    assert_int_equal(feed(&batch, NULL), 0);
    assert_int_equal(batch.answers[0].judgement.verdict, VERDICT_AC);
}

static void only_a_failing_first_run_has_its_source_checked(void **state)
{
    FIXTURE(f);
    static const struct {
        const char *source;
        enum verdict verdict;
        unsigned long long runs;
    } rows[] = {
        {double_it, VERDICT_AC, 2}, /* two cases and nothing else */
        {add_four, VERDICT_WA, 2},
        {"print(9)", VERDICT_WA, 1},
        {"import sys; sys.exit(3)", VERDICT_RTE, 2}, /* the case, then the check */
        {"print(8)\nprint(", VERDICT_CE, 2},
        {"n = int(input())\nprint(2 * n if n < 5 else [][0])", VERDICT_RTE, 2}, /* it began well */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned long long before = service_counts(f->service).runs;
        struct batch batch = {.f = f, .list = {{&f->doubles, rows[i].source}}, .count = 1};

        assert_int_equal(feed(&batch, NULL), 0);
        assert_int_equal(batch.answers[0].judgement.verdict, rows[i].verdict);
        assert_int_equal(service_counts(f->service).runs - before, rows[i].runs);
    }
}

struct canceller {
    struct loop_timer timer; /* first */
    struct batch *batch;
};

static void cancel_first(struct loop_timer *timer)
{
    struct batch *batch = ((struct canceller *)timer)->batch;

    service_cancel(batch->works[0]);
}

static void one_piece_of_work_is_cancelled_while_it_runs(void **state)
{
    FIXTURE(f);
    struct batch batch = {
        .f = f, .list = {{&f->doubles, for_ever}, {&f->doubles, double_it}}, .count = 2};
    struct canceller canceller = {
        .timer = {.due = clock_now() + 300 * NSEC_PER_MS, .expired = cancel_first},
        .batch = &batch};

    loop_add_timer(service_loop(f->service), &canceller.timer);
    assert_int_equal(feed(&batch, NULL), 0);
    assert_int_equal(batch.answers[0].times, 1);
    assert_int_equal(batch.answers[0].cancelled, 1);
    assert_int_equal(batch.answers[1].judgement.verdict, VERDICT_AC);
}

struct writer {
    struct loop_timer timer; /* first */
    int fd;
};

static void write_byte(struct loop_timer *timer)
{
    assert_int_equal(write(((struct writer *)timer)->fd, "x", 1), 1);
}

static void show_nothing(void *context)
{
    (void)context;
}

static void input_is_awaited_while_nothing_runs(void **state)
{
    FIXTURE(f);
    struct writer writer = {
        .timer = {.due = clock_now() + 10 * NSEC_PER_MS, .expired = write_byte}};
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    writer.fd = ends[1];
    loop_add_timer(service_loop(f->service), &writer.timer);
    assert_int_equal(service_wait_readable(f->service, ends[0], show_nothing, NULL, NULL), 0);
    assert_true(clock_now() >= writer.timer.due);
    close(ends[0]);
    close(ends[1]);
}

/* ---- a check that runs a program: it accepts an output that is even */

struct validation {
    struct program program;
    int output_fd; /* a sealed copy: what a program reads on stdin */
};

static void validated(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct check *check = context;

    (void)stdout_fd, (void)stderr_fd;
    if (run && run->result.code != 42)
        judgement_set(check->judgement, VERDICT_WA, "the validator says no");
    if (run)
        check->done(check, CHECK_SETTLED);
}

static void start_validator(struct check *check)
{
    static const char is_even[] = "import sys; sys.exit(43 if int(input()) % 2 else 42)";
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)MIB);
    struct validation *v = calloc(1, sizeof *v);

    assert_non_null(v);
    /* The output can still be read, now and later. */
    assert_int_equal(file_read_fd(check->output_fd, &bytes, NULL), 0);
    v->program = (struct program){.language = language_by_name("python3"),
                                  .fd = file_memfd("main.py", is_even, strlen(is_even), NULL)};
    v->output_fd = file_memfd("output", buf_str(&bytes), bytes.len, NULL);
    check->state = v;
    assert_non_null(service_run(check->service,
                                &(struct run_order){.program = &v->program,
                                                    .input_fd = v->output_fd,
                                                    .allowance = test_set_allowance(
                                                        check->tests->problem, v->program.language),
                                                    .done = validated,
                                                    .context = check},
                                NULL));
}

static void release_validator(struct check *check)
{
    struct validation *v = check->state;

    program_release(&v->program);
    close(v->output_fd);
    free(v);
}

static const struct check_kind check_even = {
    .name = "even", .start = start_validator, .release = release_validator};

static void a_check_may_run_a_program_of_its_own(void **state)
{
    FIXTURE(f);
    struct test_set even = f->squares;
    struct batch batch = {
        .f = f, .list = {{&even, double_it}, {&even, "print(7 + int(input()))"}}, .count = 2};

    even.check = &check_even;
    assert_int_equal(feed(&batch, NULL), 0);
    assert_int_equal(batch.answers[0].judgement.verdict, VERDICT_AC);
    assert_int_equal(batch.answers[1].judgement.verdict, VERDICT_WA);
    assert_string_equal(batch.answers[1].judgement.detail, "the validator says no");
}

/* ---- a check in passes: the output is the next pass's input, three times */

static void start_pass(struct check *check)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)MIB);

    assert_int_equal(file_read_fd(check->output_fd, &bytes, NULL), 0);
    if (check->pass < 2) {
        check->next_input_fd = file_memfd("next", buf_str(&bytes), bytes.len, NULL);
        check->done(check, CHECK_RUN_AGAIN);
        return;
    }
    if (strcmp(buf_str(&bytes), "32\n") != 0)
        judgement_set(check->judgement, VERDICT_WA, "it came to %s", buf_str(&bytes));
    check->done(check, CHECK_SETTLED);
}

static const struct check_kind check_passes = {.name = "passes", .start = start_pass};

static void a_check_may_ask_for_another_run(void **state)
{
    FIXTURE(f);
    struct test_set passes = f->doubles;
    struct batch batch = {.f = f, .list = {{&passes, double_it}, {&passes, add_four}}, .count = 2};

    passes.check = &check_passes;
    passes.count = 1;
    assert_int_equal(feed(&batch, NULL), 0);
    assert_int_equal(batch.answers[0].judgement.verdict, VERDICT_AC);
    assert_int_equal(batch.answers[1].judgement.verdict, VERDICT_WA);
    assert_string_equal(batch.answers[1].judgement.detail, "it came to 16\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_are_judged_side_by_side),
        cmocka_unit_test(cases_are_kept_where_asked_for),
        cmocka_unit_test(only_a_failing_first_run_has_its_source_checked),
        cmocka_unit_test(the_first_error_ends_all_and_every_owner_is_told),
        cmocka_unit_test(one_piece_of_work_is_cancelled_while_it_runs),
        cmocka_unit_test(input_is_awaited_while_nothing_runs),
        cmocka_unit_test(a_check_may_run_a_program_of_its_own),
        cmocka_unit_test(a_check_may_ask_for_another_run),
    };

    return cmocka_run_group_tests_name("service", tests, open_fixture, close_fixture);
}
