/* SPDX-License-Identifier: MIT */
/*
 * A benchmark's problem file, and a file of samples: the input's first byte says which. A refusal names the file; a
 * suite that is taken has tasks that can be judged; samples come out the same a second time.
 */
#include "base/file.h"
#include "base/hash.h"
#include "eval/sample/samples.h"
#include "eval/suite/suite.h"
#include "tests/fuzz/fuzz.h"

#include <unistd.h>

static void check_task(const struct task *task)
{
    CHECK(task->id && task->prompt);
    CHECK(task->tests ? task->rows.count == 0 : task->rows.count > 0);
    CHECK(!task->joint || (task->tests && task->language));
    for (size_t i = 0; i < task->rows.count; i++) {
        const struct test_case *one = &task->rows.cases[i];

        CHECK(one->name && one->input.bytes && one->answer.bytes);
        CHECK(strlen(one->input.bytes) == one->input.length);
    }
}

static void read_suite(const char *path)
{
    struct suite suite = {0};
    struct err err = {0};

    if (suite_load(&suite, path, NULL, &err) < 0) {
        CHECK(strncmp(err.msg, path, strlen(path)) == 0);
    } else {
        CHECK(suite.count > 0);
        for (size_t i = 0; i < suite.count; i++) {
            check_task(&suite.tasks[i]);
            CHECK(suite_find(&suite, suite.tasks[i].id) == &suite.tasks[i]);
        }
    }
    suite_release(&suite);
}

/* The hash of all samples, in order. */
static struct hash128 read_all(struct samples *samples, struct err *err, int *end)
{
    struct hash128 all = {0};
    struct sample sample;

    while ((*end = samples_next(samples, &sample, err)) > 0) {
        CHECK(sample.task_id && sample.text);
        all = hash_fold(all, hash_bytes(sample.task_id, strlen(sample.task_id)));
        all = hash_fold(all, hash_bytes(sample.text, strlen(sample.text)));
    }
    return all;
}

static void read_samples(const char *path)
{
    struct task tasks[] = {{.id = (char[]){"0"}, .prompt = (char[]){""}},
                           {.id = (char[]){"1"}, .prompt = (char[]){"p"}}};
    const struct suite suite = {.tasks = tasks, .count = sizeof tasks / sizeof *tasks};
    struct samples *samples;
    struct err err = {0};
    struct hash128 first, second;
    int end, again;

    CHECK(samples_open(&samples, &path, 1, &suite, NULL, &err) == 0);
    first = read_all(samples, &err, &end);
    samples_rewind(samples);
    second = read_all(samples, &err, &again);
    CHECK(end == again && hash_equal(first, second));
    samples_close(samples);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    char path[64];
    int fd;

    if (size == 0)
        return 0;
    fd = file_memfd("input", data + 1, size - 1, &err);
    CHECK(fd >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (data[0] & 1)
        read_suite(path);
    else
        read_samples(path);
    close(fd);
    return 0;
}
