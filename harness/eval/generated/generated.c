/* SPDX-License-Identifier: MIT */
#include "eval/generated/generated.h"
#include "base/file.h"
#include "base/json/json.h"
#include "base/stream/records.h"
#include "eval/calls/driver_ask.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* CodeT takes five tests of a text, and gives each 0.1 s. All of them together get this. */
static const nsec_t run_limit = 10 * NSEC_PER_SEC;
enum { TESTS_OF_A_TEXT = 5, ROW_MAX = 64 * MIB };

/* ---- the file */

/* The one whose prompt the text begins with; of several the longest. */
static struct task *find_by_prompt(const struct suite *suite, const char *text)
{
    struct task *best = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < suite->count; i++) {
        size_t length = strlen(suite->tasks[i].prompt);

        if (length > longest && strncmp(suite->tasks[i].prompt, text, length) == 0) {
            best = &suite->tasks[i];
            longest = length;
        }
    }
    return best;
}

static struct task *find_task(const struct suite *suite, const struct json_members *row)
{
    cleanup_free char *id = json_text(row, "task_id"), *prompt = json_text(row, "prompt");

    if (id)
        return suite_find(suite, id);
    return prompt ? find_by_prompt(suite, prompt) : NULL;
}

/* 1: taken; 0: it is for no task. */
static int take_row(struct generated *g, const struct suite *suite, const char *text, size_t length,
                    struct err *err)
{
    cleanup_with(json_members_release) struct json_members row = {0}, samples = {0};
    const struct json_slice *list;
    struct task *task;
    struct generated_tests *tests;
    int rc = json_read_members(&row, text, length, err);

    if (rc < 0)
        return -1;
    list = json_find(&row, "samples");
    if (!list || json_read_elements(&samples, list->at, list->len, err) <= 0)
        return err_set(err, ERR_INPUT, "no list of texts under \"samples\"");
    for (size_t i = 0; i < samples.count; i++)
        if (json_slice_type(samples.list[i].value) != JSON_STRING)
            return err_set(err, ERR_INPUT, "\"samples\" must be a list of texts");
    task = find_task(suite, &row);
    if (!task)
        return 0;
    if (!task_has_calls(task))
        return err_set(err, ERR_INPUT, "task '%.80s' is no function in Python", task->id);
    tests = &g->of[task - suite->tasks];
    if (tests->blocks)
        return err_set(err, ERR_INPUT, "a second row for task '%.80s'", task->id);
    tests->blocks = strndup(list->at, list->len);
    return tests->blocks ? 1 : err_set(err, ERR_JUDGE, "out of memory");
}

static int read_rows(struct generated *g, const char *path, struct records *records,
                     const struct suite *suite, const struct remarks *remarks, struct err *err)
{
    size_t taken = 0, passed_over = 0;

    for (;;) {
        enum record_kind kind;
        const char *text;
        size_t length;
        int rc;

        if (records_next(records, &text, &length, &kind, err) < 0)
            return err_wrap(err, "%s", path);
        if (kind == RECORD_END)
            break;
        rc = take_row(g, suite, text, length, err);
        if (rc < 0)
            return err_wrap(err, "%s:%" PRIu64, path, records_line(records));
        *(rc ? &taken : &passed_over) += 1;
    }
    if (taken == 0)
        return err_set(err, ERR_INPUT, "%s: no tests for a task of the suite", path);
    if (passed_over > 0)
        remark(remarks, "--generated-tests: rows that are for no task of the suite: %zu",
               passed_over);
    return 0;
}

/* The tasks besides the suite's; their tests are not known yet. */
static int make_tasks(struct generated *g, const struct suite *suite, struct err *err)
{
    g->of = calloc(suite->count + 1, sizeof *g->of);
    g->suite.tasks = calloc(suite->count + 1, sizeof *g->suite.tasks);
    if (!g->of || !g->suite.tasks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < suite->count; i++) {
        const struct task *from = &suite->tasks[i];
        struct task *task = &g->suite.tasks[g->suite.count++];

        task->generated = true;
        task->time_limit = run_limit;
        task->memory_limit = from->memory_limit;
        task->id = strdup(from->id);
        task->prompt = strdup(from->prompt);
        task->entry_point = strdup(from->entry_point ? from->entry_point : "");
        if (!task->id || !task->prompt || !task->entry_point)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    return 0;
}

int generated_read(struct generated **out, const char *path, const struct suite *suite,
                   const struct remarks *remarks, struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    *out = calloc(1, sizeof **out);
    if (!*out) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (records_open(&records, fd, ROW_MAX, err) < 0 || make_tasks(*out, suite, err) < 0)
        return -1;
    return read_rows(*out, path, records, suite, remarks, err);
}

void generated_free(struct generated *generated)
{
    if (!generated)
        return;
    for (size_t i = 0; i < generated->suite.count; i++) {
        free(generated->of[i].blocks);
        free(generated->of[i].copies);
    }
    for (size_t i = 0; i < generated->row_count; i++)
        free(generated->rows[i]);
    free(generated->rows);
    free(generated->of);
    suite_release(&generated->suite);
    free(generated);
}

/* ---- which tests there are */

/* The second line: how often each test came. */
static int take_copies(struct generated_tests *tests, const char *line, struct err *err)
{
    cleanup_with(json_members_release) struct json_members numbers = {0};

    if (json_read_elements(&numbers, line, strlen(line), err) <= 0)
        return -1;
    tests->copies = calloc(numbers.count + 1, sizeof *tests->copies);
    if (!tests->copies)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < numbers.count; i++)
        tests->copies[i] = strtoull(numbers.list[i].value.at, NULL, 10);
    tests->count = numbers.count;
    return 0;
}

static int take_list(struct generated *g, size_t number, const char *text, struct err *err)
{
    struct task *task = &g->suite.tasks[number];
    const char *end = strchr(text, '\n');

    if (!end || take_copies(&g->of[number], end + 1, err) < 0)
        return err_set(err, ERR_JUDGE, "task '%.80s': no list of its generated tests", task->id);
    task->tests = strndup(text, (size_t)(end - text));
    return task->tests ? task_hash(task, err) : err_set(err, ERR_JUDGE, "out of memory");
}

static int read_list(void *context, size_t number, const struct judgement *judgement,
                     const char *printed, struct err *err)
{
    struct generated *g = context;

    if (judgement->verdict != VERDICT_AC)
        return err_set(err, ERR_INPUT, "task '%.80s': listing its generated tests: %.200s",
                       g->suite.tasks[number].id, judgement->detail);
    return take_list(g, number, printed, err);
}

static int add_list_call(const struct generated *g, size_t task, struct buf *call)
{
    const char *const texts[] = {g->suite.tasks[task].entry_point, g->of[task].blocks};

    return drivers_add_call(call, "list_generated", texts, 2) < 0
               ? -1
               : buf_addf(call, "%d)", TESTS_OF_A_TEXT);
}

static int start_listing(struct generated *g, size_t number, int input_fd, struct err *err)
{
    cleanup_with(buf_release) struct buf call = BUF_INIT(BUF_CAP_SOURCE);
    struct driver_question question = {.drivers = g->attempts.drivers,
                                       .service = g->attempts.service,
                                       .source = g->suite.tasks[number].prompt,
                                       .input_fd = input_fd,
                                       .time_limit = run_limit,
                                       .memory_limit = 2048 * MIB,
                                       .answer = read_list,
                                       .context = g,
                                       .number = number};

    if (add_list_call(g, number, &call) < 0)
        return err_set(err, ERR_INPUT, "task '%.80s': its generated tests are too large",
                       g->suite.tasks[number].id);
    question.call = buf_str(&call);
    return driver_ask(&question, err);
}

struct all_listings {
    struct generated *generated;
    size_t next;
    int input_fd; /* empty */
};

static int next_listing(void *context, struct err *err)
{
    struct all_listings *all = context;
    struct generated *g = all->generated;

    while (all->next < g->suite.count) {
        size_t number = all->next++;

        if (g->of[number].blocks && g->suite.tasks[number].wanted)
            return start_listing(g, number, all->input_fd, err);
    }
    return 0;
}

int generated_list(struct generated *generated, const struct attempts *own, struct err *err)
{
    struct all_listings all = {.generated = generated};
    const struct service_feed feed = {.next = next_listing, .context = &all};
    int rc;

    generated->attempts = *own;
    generated->attempts.suite = &generated->suite;
    generated->attempts.files = 0;
    generated->attempts.library = (struct call_library){0};
    for (size_t i = 0; i < generated->suite.count; i++)
        generated->suite.tasks[i].wanted = own->suite->tasks[i].wanted;
    all.input_fd = file_memfd("input", "", 0, err);
    if (all.input_fd < 0)
        return -1;
    rc = service_feed(own->service, &feed, err);
    close(all.input_fd);
    return rc;
}

/* ---- which of them a program passes */

static int put_row(struct generated *g, const struct task *task, size_t outcome, const char *row,
                   struct err *err)
{
    size_t cells = g->of[task - g->suite.tasks].count;

    while (g->row_count <= outcome) {
        char **grown = array_grow(g->rows, g->row_count, &g->row_room, sizeof *grown);

        if (!grown)
            return err_set(err, ERR_JUDGE, "out of memory");
        g->rows = grown;
        grown[g->row_count++] = NULL;
    }
    if (!row || strcspn(row, " ") != cells * GENERATED_CELL)
        return 0; /* the program was killed before the tests had ended */
    g->rows[outcome] = strndup(row, cells * GENERATED_CELL);
    return g->rows[outcome] ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int row_done(void *context, struct task *task, size_t number, struct noted_outcome *outcome,
                    struct err *err)
{
    return outcome ? put_row(context, task, number, outcome->behaviour, err) : 0;
}

int generated_begin(struct generated *generated, size_t task, const struct language *language,
                    const struct buf *source, size_t outcome, struct err *err)
{
    cleanup_with(noted_outcome_release) struct noted_outcome known = {0};
    struct task *own = &generated->suite.tasks[task];
    int rc;

    if (!own->tests)
        return 0;
    rc = attempt_begin(&generated->attempts, own, language, source, outcome, row_done, generated,
                       &known, err);
    return rc == 0 ? put_row(generated, own, outcome, known.behaviour, err) : rc;
}
