/* SPDX-License-Identifier: MIT */
#include "eval/suite/suite_format.h"
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "eval/suite/joint_formats.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TESTS_BYTES_MAX = 64 * MIB };

static int take_human_eval(struct task *task, const struct json_members *row, struct err *err)
{
    if (take_mxeval_language(task, row, err) < 0)
        return -1;
    task->canonical = json_text(row, "canonical_solution");
    return json_need_text(&task->prompt, row, "prompt", err) < 0 ||
                   json_need_text(&task->entry_point, row, "entry_point", err) < 0 ||
                   json_need_text(&task->tests, row, "test", err) < 0
               ? -1
               : 0;
}

/* Each string of a list, with a line end behind it. */
static int add_lines(struct buf *out, const struct json_members *row, const char *key,
                     struct err *err)
{
    const struct json_slice *value = json_find(row, key);
    cleanup_with(json_members_release) struct json_members lines = {0};

    if (!value)
        return 0;
    if (json_read_elements(&lines, value->at, value->len, err) <= 0)
        return err_set(err, ERR_INPUT, "\"%s\" is not a list", key);
    for (size_t i = 0; i < lines.count; i++) {
        cleanup_free char *line = NULL;

        if (json_decode_string(&line, lines.list[i].value, err) < 0)
            return err_wrap(err, "\"%s\"", key);
        if (buf_adds(out, line) < 0 || buf_addc(out, '\n') < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    return 0;
}

/* The tests are assert statements; samples are whole programs. */
static int take_mbpp(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_with(buf_release) struct buf tests = BUF_INIT(TESTS_BYTES_MAX);
    cleanup_free char *setup = json_text(row, "test_setup_code");

    task->canonical = json_text(row, "code");
    task->prompt = strdup("");
    if (setup && (buf_adds(&tests, setup) < 0 || buf_addc(&tests, '\n') < 0))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (add_lines(&tests, row, "test_imports", err) < 0 ||
        add_lines(&tests, row, "test_list", err) < 0)
        return -1;
    task->tests = strdup(buf_str(&tests));
    return task->prompt && task->tests ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

/* bigcode's references.json, as suite.c makes rows of it: a program that runs behind the sample. */
static int take_reference(struct task *task, const struct json_members *row, struct err *err)
{
    task->prompt = strdup("");
    if (!task->prompt)
        return err_set(err, ERR_JUDGE, "out of memory");
    return json_need_text(&task->tests, row, "reference", err);
}

/* What LiveCodeBench's and APPS' checkers import before each program, so that programs need not. */
static const char usual_imports[] =
    "from string import *\nfrom re import *\nfrom datetime import *\nfrom collections import *\n"
    "from heapq import *\nfrom bisect import *\nfrom copy import *\nfrom math import *\n"
    "from random import *\nfrom statistics import *\nfrom itertools import *\n"
    "from functools import *\nfrom operator import *\nfrom io import *\nfrom sys import *\n"
    "from json import *\nfrom builtins import *\nfrom typing import *\n"
    "import string, re, datetime, collections, heapq, bisect, copy, math, random, statistics\n"
    "import itertools, functools, operator, io, sys, json\n";

static bool is_identifier(const char *name)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

    return *name && (*name < '0' || *name > '9') && strspn(name, letters) == strlen(name);
}

/* A function or, as LeetCode has it, a method of a class Solution. */
static int set_function(struct task *task, const char *name, bool or_first, struct err *err)
{
    if (!is_identifier(name))
        return err_set(err, ERR_INPUT, "'%.80s' is no name of a function", name);
    task->tests = row_tests_calls(&task->rows, or_first, err);
    row_tests_release(&task->rows);
    task->examples = 0; /* which test of a function failed is not told */
    task->entry_point = strdup(name);
    if (!task->tests)
        return -1;
    if (!task->entry_point ||
        asprintf(
            &task->postlude,
            "\nif '%s' not in globals() and 'Solution' in globals():\n    %s = Solution().%s\n",
            name, name, name) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

static int finish_rows(struct task *task, const char *function, bool or_first, struct err *err)
{
    task->prompt = strdup("");
    if (!task->prompt)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (task->rows.count == 0)
        return err_set(err, ERR_INPUT, "no tests");
    return function && *function ? set_function(task, function, or_first, err) : 0;
}

/* The name under "fn_name" of tests that are an object, or a string of one. */
static char *function_of(struct json_slice tests)
{
    cleanup_with(json_members_release) struct json_members members = {0};
    cleanup_free char *text = NULL;
    struct err err = {0};

    if (json_slice_type(tests) == JSON_STRING && json_decode_string(&text, tests, &err) == 0)
        tests = (struct json_slice){.at = text, .len = strlen(text)};
    return json_read_members(&members, tests.at, tests.len, &err) > 0
               ? json_text(&members, "fn_name")
               : NULL;
}

static int take_apps(struct task *task, const struct json_members *row, struct err *err)
{
    const struct json_slice *tests = json_find(row, "input_output");
    cleanup_free char *function = NULL;

    if (!tests)
        return err_set(err, ERR_INPUT, "nothing under \"input_output\"");
    function = function_of(*tests);
    task->time_limit = 4 * NSEC_PER_SEC;
    task->prelude = usual_imports;
    if (row_tests_add(&task->rows, *tests, function != NULL, err) < 0)
        return -1;
    return finish_rows(task, function, true, err);
}

/* What its results say of a question: the members of its row that are there, but for the tests. */
static int take_about(struct task *task, const struct json_members *row, struct err *err)
{
    static const char *const keys[] = {"question_title", "question_content", "platform",
                                       "question_id",    "contest_id",       "contest_date",
                                       "starter_code",   "difficulty"};
    cleanup_with(buf_release) struct buf text = BUF_INIT(TESTS_BYTES_MAX);
    bool failed = false;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !failed; i++) {
        const struct json_slice *value = json_find(row, keys[i]);

        if (value)
            failed = buf_addf(&text, "%s\"%s\": ", text.len ? ", " : "", keys[i]) < 0 ||
                     buf_add(&text, value->at, value->len) < 0;
    }
    if (text.len == 0) /* the id is under another key; then it is all that is known */
        failed = buf_adds(&text, "\"question_id\": ") < 0 ||
                 json_add_string(&text, task->id, strlen(task->id)) < 0;
    task->about = failed ? NULL : strdup(buf_str(&text));
    return task->about ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int take_livecodebench(struct task *task, const struct json_members *row, struct err *err)
{
    static const char *const keys[] = {"public_test_cases", "private_test_cases"};
    cleanup_with(json_members_release) struct json_members metadata = {0};
    cleanup_free char *text = json_text(row, "metadata"), *function = NULL;

    if (text && json_read_members(&metadata, text, strlen(text), err) > 0)
        function = json_text(&metadata, "func_name");
    task->time_limit = 6 * NSEC_PER_SEC;
    task->prelude = usual_imports;
    if (take_about(task, row, err) < 0)
        return -1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json_slice *tests = json_find(row, keys[i]);

        if (tests && row_tests_add(&task->rows, *tests, function != NULL, err) < 0)
            return err_wrap(err, "\"%s\"", keys[i]);
        task->examples = i == 0 ? task->rows.count : task->examples;
    }
    return finish_rows(task, function, false, err);
}

/* {"seconds": 2, "nanos": 500000000}, or a number of seconds */
static nsec_t read_time(const struct json_slice *value)
{
    cleanup_with(json_members_release) struct json_members parts = {0};
    cleanup_free char *seconds = NULL, *nanos = NULL;
    struct err err = {0};

    if (!value)
        return 0;
    if (json_slice_type(*value) == JSON_NUMBER)
        return (nsec_t)(strtod(value->at, NULL) * (double)NSEC_PER_SEC);
    if (json_read_members(&parts, value->at, value->len, &err) <= 0)
        return 0;
    seconds = json_text(&parts, "seconds");
    nanos = json_text(&parts, "nanos");
    return (seconds ? strtoll(seconds, NULL, 10) * NSEC_PER_SEC : 0) +
           (nanos ? strtoll(nanos, NULL, 10) : 0);
}

static int take_codecontests(struct task *task, const struct json_members *row, struct err *err)
{
    static const char *const keys[] = {"public_tests", "private_tests", "generated_tests"};
    cleanup_free char *memory = json_text(row, "memory_limit_bytes");
    nsec_t time = read_time(json_find(row, "time_limit"));

    task->time_limit = time > 0 && time < 3600 * NSEC_PER_SEC ? time : 0;
    task->memory_limit = memory ? strtoll(memory, NULL, 10) : 0;
    if (task->memory_limit < 16 * MIB || task->memory_limit > 64 * 1024 * MIB)
        task->memory_limit = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json_slice *tests = json_find(row, keys[i]);

        if (tests && row_tests_add(&task->rows, *tests, false, err) < 0)
            return err_wrap(err, "\"%s\"", keys[i]);
        task->examples = i == 0 ? task->rows.count : task->examples;
    }
    return finish_rows(task, NULL, false, err);
}

/* {"inputs", "outputs", "fn_name"?} as the row itself: verl, DeepCoder. */
static int take_tests(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(TESTS_BYTES_MAX);
    cleanup_free char *function = json_text(row, "fn_name");
    const struct json_slice *inputs = json_find(row, "inputs"),
                            *outputs = json_find(row, "outputs");

    if (!inputs || !outputs)
        return err_set(err, ERR_INPUT, "no \"inputs\" and \"outputs\"");
    task->prelude = usual_imports;
    if (buf_addf(&text, "{\"inputs\":%.*s,\"outputs\":%.*s}", (int)inputs->len, inputs->at,
                 (int)outputs->len, outputs->at) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return row_tests_add(&task->rows, (struct json_slice){.at = buf_str(&text), .len = text.len},
                         function != NULL, err) < 0
               ? -1
               : finish_rows(task, function, true, err);
}

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct suite_format formats[] = {
    {.name = "evalplus",
     .keys = KEYS("entry_point", "base_input", "plus_input"),
     .take = plus_tests_take,
     .results = RESULTS_EVALPLUS},
    {.name = "human-eval",
     .keys = KEYS("prompt", "entry_point", "test"),
     .take = take_human_eval,
     .results = RESULTS_HUMAN_EVAL},
    {.name = "humaneval-x",
     .keys = KEYS("declaration", "test"),
     .take = take_humaneval_x,
     .results = RESULTS_HUMAN_EVAL},
    {.name = "multipl-e",
     .keys = KEYS("name", "language", "prompt", "tests"),
     .take = take_multipl_e,
     .results = RESULTS_MULTIPL_E},
    {.name = "mbpp",
     .keys = KEYS("code", "test_list"),
     .take = take_mbpp,
     .results = RESULTS_HUMAN_EVAL},
    {.name = "apps", .keys = KEYS("input_output"), .take = take_apps},
    {.name = "livecodebench",
     .keys = KEYS("public_test_cases"),
     .take = take_livecodebench,
     .results = RESULTS_LIVECODEBENCH},
    {.name = "codecontests", .keys = KEYS("public_tests"), .take = take_codecontests},
    {.name = "references", .keys = KEYS("reference"), .take = take_reference},
    {.name = "tests", .keys = KEYS("inputs", "outputs"), .take = take_tests},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static bool has_keys(const struct json_members *row, const char *const *keys)
{
    for (; *keys; keys++)
        if (!json_find(row, *keys))
            return false;
    return true;
}

/* "human-eval, mbpp, …" */
static void list_formats(char *out, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < FORMATS && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "", formats[i].name);
}

const struct suite_format *suite_format_of(const char *name, const struct json_members *row,
                                           struct err *err)
{
    char all[200];

    for (size_t i = 0; i < FORMATS; i++)
        if (name ? strcmp(name, formats[i].name) == 0 : has_keys(row, formats[i].keys))
            return &formats[i];
    list_formats(all, sizeof all);
    if (name)
        err_set(err, ERR_INPUT, "no format '%.80s' (there are %s)", name, all);
    else
        err_set(err, ERR_INPUT, "the keys are those of no format that is known (%s)", all);
    return NULL;
}
